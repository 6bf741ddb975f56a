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

/** Tells in one line each, after a command, that something was interrupted and waits for somebody's word, or has steps left to be taken back. */
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
            List<OperationView> held = new ArrayList<>();
            for (OperationView view : operations.list(true, MOST)) {
                if (view.state() == OperationState.INTERRUPTED) {
                    interrupted.add(view);
                } else if ((view.state().ended() || view.state() == OperationState.UNDOING) && operations.handle(view.id()).isEmpty()) {
                    (isHeld(operations, view) ? held : interrupted).add(view);
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
            if (held.size() == 1) {
                OperationView view = held.getFirst();
                err.println("redoubt: A " + view.type().word() + " of " + Human.time(view.startedAt()) + " has " + Human.count(view.openUndoSteps(), "step")
                        + " left to be taken back: `redoubt why " + view.id() + "` says why.");
            } else if (!held.isEmpty()) {
                err.println("redoubt: " + Human.count(held.size(), "operation")
                        + " have steps left to be taken back: `redoubt operations --open` says why.");
            }
        } catch (RedoubtException silent) {
            // Whoever asks for operations is told; the command was about something else.
        }
    }

    /** What an interrupted operation has left may be being taken back at this moment, for the first time. */
    private static boolean isHeld(org.redoubt.api.service.Operations operations, OperationView view) throws RedoubtException {
        return view.state().ended() || operations.undoSteps(view.id(), MOST).stream().anyMatch(step -> step.attempts() > 0);
    }
}
