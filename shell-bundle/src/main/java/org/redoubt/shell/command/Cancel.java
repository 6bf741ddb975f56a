package org.redoubt.shell.command;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationView;
import org.redoubt.shell.operation.Follower;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt cancel}. */
@Component(service = Command.class)
@GogoFunction(function = "cancel")
public final class Cancel extends Command {
    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Cancel(@Reference FrontDoor door) {
        super(Usage.of("cancel", "Stops an operation, waits, and takes back what it has done.").operands("OPERATION", 1, 1));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        var operations = door.open().operations(invocation.caller());
        OperationId id = new OperationFinder(operations).find(invocation.arguments().operands().getFirst());
        OperationView before = operations.show(id);
        OperationHandle handle = operations.handle(id).filter(running -> !before.state().ended())
                .orElseThrow(() -> new RedoubtException(Problem.of(ProblemKind.CONFLICT,
                        "The operation " + id + " does not run: it is " + before.state().word() + ".")));
        handle.cancel("It was cancelled by " + invocation.visitor().user() + ".");
        OperationView view = new Follower(invocation.visitor(), invocation.err(), invocation.json()).await(handle);
        if (invocation.json()) {
            invocation.document(OperationCommand.answer(view).build());
        } else {
            invocation.out().println("Operation " + id + " is " + view.state().word() + ".");
        }
        return DONE;
    }
}
