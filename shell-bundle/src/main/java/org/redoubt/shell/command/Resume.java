package org.redoubt.shell.command;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.shell.operation.Follower;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt resume}. */
@Component(service = Command.class)
@GogoFunction(function = "resume")
public final class Resume extends Command {
    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Resume(@Reference FrontDoor door) {
        super(Usage.of("resume", "Goes on with an operation that was interrupted or has failed.")
                .operands("OPERATION", 1, 1));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door.open();
        OperationId id = new OperationFinder(service.operations(invocation.caller()))
                .find(invocation.arguments().operands().getFirst());
        OperationView view = new Follower(invocation.visitor(), invocation.err(), invocation.json())
                .await(service.resume(invocation.caller(), id));
        return OperationCommand.conclude(invocation, view, OperationCommand.answer(view),
                "Operation " + id + " is resumed: " + view.state().word() + ".");
    }
}
