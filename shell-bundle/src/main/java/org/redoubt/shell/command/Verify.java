package org.redoubt.shell.command;

import java.util.OptionalInt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** {@code redoubt verify}. */
@Component(service = Command.class)
@GogoFunction(function = "verify")
public final class Verify extends OperationCommand {
    private static final Usage USAGE = CheckpointOperand.in(Usage.of("verify", "Checks a checkpoint: its documents, its lists of data, and, if not said otherwise, every byte."))
            .option("--depth", "objects|hashes|content",
                    "whether all that it needs is there; has the bytes that were written; or can be decoded to what was protected (if not said)")
            .option("--resource", "TYPE#ID", "only this resource and its dependents; may be repeated")
            .example("verify latest")
            .example("verify latest --depth objects");

    /** Made by the component runtime. */
    @Activate
    public Verify(@Reference FrontDoor door) {
        super(USAGE, door);
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door().open();
        VerifyRequest request = request(invocation, CheckpointOperand.of(invocation, service.checkpoints(invocation.caller())));
        OptionalInt dry = dryRun(invocation, request);
        if (dry.isPresent()) {
            return dry.getAsInt();
        }
        OperationView view = follow(invocation, service.verify(invocation.caller(), request));
        return conclude(invocation, view, answer(view).put("resources", resources(view)),
                "Checkpoint " + view.checkpoint() + " is sound" + (request.depth() == CheckDepth.CONTENT ? "" : " to the depth " + request.depth().word())
                        + ": " + Human.count(view.resources().size(), "resource") + ", " + Human.bytes(view.progress().bytesDone())
                        + looked(request.depth()) + consistency(invocation, service, view) + ".");
    }

    private static String looked(CheckDepth depth) {
        return switch (depth) {
            case OBJECTS -> " looked for, not read";
            case HASHES -> " checked, not decoded";
            case CONTENT -> " read and checked";
        };
    }

    /** What is to be verified, as it was typed. */
    static VerifyRequest request(Invocation invocation, CheckpointId checkpoint) throws UsageException {
        return VerifyRequest.of(checkpoint).resources(ResourceReader.references(invocation.arguments().all("--resource")))
                .options(options(invocation.arguments()))
                .depth(invocation.arguments().oneOf("--depth", CheckDepth.values(), CheckDepth::word).orElse(CheckDepth.CONTENT));
    }
}
