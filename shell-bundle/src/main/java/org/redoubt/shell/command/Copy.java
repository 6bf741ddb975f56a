package org.redoubt.shell.command;

import java.util.OptionalInt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.shell.render.ConsistencyText;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** {@code redoubt copy}. */
@Component(service = Command.class)
@GogoFunction(function = "copy")
public final class Copy extends OperationCommand {
    private static final Usage USAGE = CheckpointOperand.in(Usage.of("copy", "Copies a checkpoint to another provider."))
            .required("--to", "PROVIDER", "where to")
            .example("copy latest --to offsite");

    /** Made by the component runtime. */
    @Activate
    public Copy(@Reference FrontDoor door) {
        super(USAGE, door);
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        String provider = provider(invocation);
        ProtectionService service = door().open();
        CopyRequest request = request(invocation, CheckpointOperand.of(invocation, service.checkpoints(invocation.caller())));
        OptionalInt dry = dryRun(invocation, request);
        if (dry.isPresent()) {
            return dry.getAsInt();
        }
        OperationView view = follow(invocation, service.copy(invocation.caller(), request));
        JsonObject.Builder answer = answer(view);
        String consistency = "";
        if (view.state() == OperationState.SUCCEEDED && view.targetCheckpoint().isPresent()) {
            CheckpointView made = service.checkpoints(invocation.caller()).show(view.targetCheckpoint().get());
            answer.put("checkpoint", made.toJson());
            consistency = ConsistencyText.clause(made);
        }
        return conclude(invocation, view, answer, "Checkpoint " + view.checkpoint() + " is copied to " + provider
                + view.targetCheckpoint().map(id -> " as " + id).orElse("") + consistency + ".");
    }

    private static String provider(Invocation invocation) throws UsageException {
        return invocation.arguments().value("--to").orElseThrow(() -> new UsageException(
                "A copy needs to know where to.", "Name a provider with `--to`."));
    }

    /** What is to be copied, as it was typed. */
    static CopyRequest request(Invocation invocation, CheckpointId checkpoint) throws UsageException {
        return CopyRequest.of(checkpoint, provider(invocation)).options(options(invocation.arguments()));
    }
}
