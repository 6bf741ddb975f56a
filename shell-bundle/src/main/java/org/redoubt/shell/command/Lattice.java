package org.redoubt.shell.command;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationPlan;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.shell.lattice.LatticeDot;
import org.redoubt.shell.lattice.LatticeSvg;
import org.redoubt.shell.lattice.LatticeText;
import org.redoubt.shell.lattice.LatticeView;
import org.redoubt.shell.usage.Arguments;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** {@code redoubt lattice}. */
@Component(service = Command.class)
@GogoFunction(function = "lattice")
public final class Lattice extends Command {
    private static final String[] FORMATS = {"text", "dot", "svg"};
    private static final OperationType[] ON_CHECKPOINTS = {OperationType.RESTORE, OperationType.VERIFY, OperationType.COPY, OperationType.DELETE};

    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Lattice(@Reference FrontDoor door) {
        super(Usage.of("lattice", "Shows which hooks an operation would run, and which before which.")
                .operands("(PATH|TYPE#ID... | --plan NAME | --checkpoint ID)", 0, Integer.MAX_VALUE)
                .option("--plan", "NAME", "of protecting what this plan names")
                .option("--checkpoint", "ID", "of an operation on this checkpoint")
                .option("--operation", "restore|verify|copy|delete", "which one; restore if not said")
                .option("--to", "PROVIDER", "where a copy would go")
                .option("--format", "text|dot|svg", "text if not said")
                .example("lattice --plan nightly --format svg > lattice.svg"));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        String format = invocation.arguments().oneOf("--format", FORMATS, word -> word).orElse("text");
        ProtectionService service = door.open();
        OperationPlan plan = service.plan(invocation.caller(), request(invocation, service));
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("lattice", plan.toJson()).build());
            return DONE;
        }
        LatticeView view = new LatticeView(plan);
        invocation.out().print(switch (format) {
            case "dot" -> new LatticeDot(view).text();
            case "svg" -> new LatticeSvg(view).text();
            default -> new LatticeText(view).text();
        });
        return DONE;
    }

    private static OperationRequest request(Invocation invocation, ProtectionService service) throws RedoubtException {
        var arguments = invocation.arguments();
        List<String> operands = arguments.operands();
        int ways = (operands.isEmpty() ? 0 : 1) + (arguments.has("--plan") ? 1 : 0) + (arguments.has("--checkpoint") ? 1 : 0);
        if (ways != 1) {
            throw new UsageException("`redoubt lattice` needs either paths and resources, a plan, or a checkpoint.",
                    "Type: redoubt lattice --plan NAME.");
        }
        if (arguments.has("--plan")) {
            return ProtectRequest.ofPlan(arguments.value("--plan").orElseThrow());
        }
        if (arguments.has("--checkpoint")) {
            OperationType type = arguments.oneOf("--operation", ON_CHECKPOINTS, OperationType::word).orElse(OperationType.RESTORE);
            String target = target(type, arguments);
            return onCheckpoint(type, service.checkpoints(invocation.caller()).resolve(arguments.value("--checkpoint").orElseThrow(), Optional.empty()),
                    target);
        }
        Plan.Builder plan = Plan.builder("ad-hoc").project(invocation.caller().project());
        new ResourceReader(invocation, service.protectables(invocation.caller())).resolve(operands).forEach(plan::resource);
        return ProtectRequest.of(plan.build());
    }

    private static String target(OperationType type, Arguments arguments) throws UsageException {
        if (arguments.has("--to") != (type == OperationType.COPY)) {
            throw new UsageException("`--to` is for the lattice of a copy, which needs it.", "Type: redoubt lattice --checkpoint ID --operation copy --to PROVIDER.");
        }
        return arguments.value("--to").orElse("");
    }

    private static OperationRequest onCheckpoint(OperationType type, CheckpointId id, String target) {
        return switch (type) {
            case VERIFY -> VerifyRequest.of(id);
            case COPY -> CopyRequest.of(id, target);
            case DELETE -> DeleteRequest.of(id);
            default -> RestoreRequest.of(id).allowPartial();
        };
    }
}
