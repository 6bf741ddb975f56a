package org.redoubt.shell.command;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.api.service.UndoStepView;
import org.redoubt.shell.operation.Follower;
import org.redoubt.shell.operation.StepLines;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt undo}. */
@Component(service = Command.class)
@GogoFunction(function = "undo")
public final class Undo extends Command {
    private static final int MOST = 100;

    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Undo(@Reference FrontDoor door) {
        super(Usage.of("undo", "Takes back what an operation has left: open steps, or what a finished restore has made. "
                + "What a restore has replaced is gone and does not come back.")
                .operands("OPERATION", 1, 1)
                .example("undo latest"));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door.open();
        OperationId id = new OperationFinder(service.operations(invocation.caller()))
                .find(invocation.arguments().operands().getFirst());
        OperationView view = new Follower(invocation.visitor(), invocation.err(), invocation.json())
                .await(service.undo(invocation.caller(), id));
        boolean well = view.openUndoSteps() == 0;
        List<UndoStepView> left = well ? List.of() : service.operations(invocation.caller()).undoSteps(id, MOST);
        if (invocation.json()) {
            invocation.document(OperationCommand.answer(view)
                    .put("undoSteps", JsonArray.of(left.stream().map(UndoStepView::toJson).toList())).build());
        } else if (well) {
            invocation.out().println("What the " + view.type().word() + " " + id + " had left is taken back." + replaced(view));
        } else {
            invocation.err().println("redoubt: " + Human.count(view.openUndoSteps(), "step") + " of the " + view.type().word() + " " + id
                    + " could not be taken back; the runtime tries again and again.");
            left.forEach(step -> invocation.err().println("  " + StepLines.of(step)));
        }
        return well ? DONE : FAILED;
    }

    private static String replaced(OperationView view) {
        return view.type() == OperationType.RESTORE
                ? " If it has replaced files, those stay as they were restored; what was there before is gone." : "";
    }
}
