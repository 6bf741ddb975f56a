package org.redoubt.shell.command;

import java.util.EnumSet;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.shell.operation.Follower;
import org.redoubt.shell.render.ConsistencyText;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt resume}. */
@Component(service = Command.class)
@GogoFunction(function = "resume")
public final class Resume extends Command {
    private static final Set<OperationType> MAKERS = EnumSet.of(OperationType.PROTECT, OperationType.COPY);

    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Resume(@Reference FrontDoor door) {
        super(Usage.of("resume", "Goes on with an operation that was interrupted or has failed.")
                .operands("OPERATION", 1, 1)
                .example("resume latest"));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door.open();
        OperationId id = new OperationFinder(service.operations(invocation.caller()))
                .find(invocation.arguments().operands().getFirst());
        OperationView view = new Follower(invocation.visitor(), invocation.err(), invocation.json())
                .await(service.resume(invocation.caller(), id));
        JsonObject.Builder answer = OperationCommand.answer(view);
        String sentence = "The " + view.type().word() + " " + id + " has gone on, and succeeded";
        CheckpointId made = view.targetCheckpoint().orElse(view.checkpoint());
        if (MAKERS.contains(view.type()) && view.state() == OperationState.SUCCEEDED) {
            CheckpointView checkpoint = service.checkpoints(invocation.caller()).show(made);
            answer.put("checkpoint", checkpoint.toJson());
            sentence += ": checkpoint " + made + " is " + checkpoint.status().word() + ConsistencyText.clause(checkpoint);
        }
        return OperationCommand.conclude(invocation, view, answer, sentence + ".");
    }
}
