package org.redoubt.shell.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.shell.console.Visitor;
import org.redoubt.shell.operation.StepLines;
import org.redoubt.shell.render.Human;

/** Tells in one line, after a command, that something was interrupted and waits for somebody's word. */
@Component(service = Reminder.class)
public final class Reminder {
    /** These are about operations that were interrupted, so whoever uses them knows. */
    private static final Set<String> SILENT = Set.of("operations", "resume", "undo", "why", "help", "version");
    private static final int MOST = 100;

    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Reminder(@Reference FrontDoor door) {
        this.door = door;
    }

    /**
     * Reminds if there is something.
     *
     * @param visitor who has run the command
     * @param command its name
     * @param err where to
     */
    public void remind(Visitor visitor, String command, PrintStream err) {
        if (!SILENT.contains(command)) {
            door.now().ifPresent(service -> remind(service, visitor, err));
        }
    }

    private static void remind(ProtectionService service, Visitor visitor, PrintStream err) {
        try {
            var operations = service.operations(Caller.of(visitor.user(), ProjectId.DEFAULT));
            List<OperationView> interrupted = new ArrayList<>();
            for (OperationView view : operations.list(true, MOST)) {
                if (isInterrupted(operations, view)) {
                    interrupted.add(view);
                }
            }
            if (interrupted.size() == 1) {
                OperationView view = interrupted.getFirst();
                err.println("redoubt: A " + view.type().word() + " of " + Human.time(view.startedAt()) + " was interrupted: "
                        + StepLines.waysOut(view) + ".");
            } else if (!interrupted.isEmpty()) {
                err.println("redoubt: " + Human.count(interrupted.size(), "operation")
                        + " were interrupted: `redoubt operations --open` says what can be done.");
            }
        } catch (RedoubtException silent) {
            // Whoever asks for operations is told; the command was about something else.
        }
    }

    /** What an interrupted operation has left may be being taken back at this moment. */
    private static boolean isInterrupted(org.redoubt.api.service.Operations operations, OperationView view) throws RedoubtException {
        return view.state() == OperationState.INTERRUPTED
                || view.state() == OperationState.UNDOING && operations.handle(view.id()).isEmpty();
    }
}
