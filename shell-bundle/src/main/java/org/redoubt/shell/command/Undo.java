package org.redoubt.shell.command;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.shell.operation.Follower;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt undo}. */
@Component(service = Command.class)
@GogoFunction(function = "undo")
public final class Undo extends Command {
    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Undo(@Reference FrontDoor door) {
        super(Usage.of("undo", "Takes back what an operation has left: open steps, or what a finished restore has made.")
                .operands("OPERATION", 1, 1));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door.open();
        OperationId id = new OperationFinder(service.operations(invocation.caller()))
                .find(invocation.arguments().operands().getFirst());
        OperationView view = new Follower(invocation.visitor(), invocation.err(), invocation.json())
                .await(service.undo(invocation.caller(), id));
        boolean well = view.state() == OperationState.UNDONE || view.openUndoSteps() == 0;
        if (invocation.json()) {
            invocation.document(OperationCommand.answer(view).build());
        } else if (well) {
            invocation.out().println("What operation " + id + " had left is taken back.");
        } else {
            invocation.err().println("redoubt: " + view.openUndoSteps() + " steps of operation " + id
                    + " could not be taken back: " + Follower.reason(view));
        }
        return well ? DONE : FAILED;
    }
}
