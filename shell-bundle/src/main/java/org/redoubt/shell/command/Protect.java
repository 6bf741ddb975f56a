package org.redoubt.shell.command;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.shell.render.ConsistencyText;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** {@code redoubt protect}. */
@Component(service = Command.class)
@GogoFunction(function = "protect")
public final class Protect extends OperationCommand {
    private static final Usage USAGE = PlanOptions.add(
            Usage.of("protect", "Makes a checkpoint of directories, disk images, devices and servers, or of what a plan names.")
                    .operands("[PATH|TYPE#ID]...", 0, Integer.MAX_VALUE)
                    .option("--plan", "NAME", "protect what this plan names"))
            .example("protect /srv/data /srv/disk.img")
            .example("protect Host::Server#web --freeze-budget 10s")
            .example("protect --plan nightly --dry-run");

    private final OwnKey key;

    /** Made by the component runtime. */
    @Activate
    public Protect(BundleContext context, @Reference FrontDoor door) {
        super(USAGE, door);
        this.key = OwnKey.of(context);
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door().open();
        ProtectRequest request = request("protect", invocation, service).options(options(invocation.arguments()));
        OptionalInt dry = dryRun(invocation, request);
        if (dry.isPresent()) {
            return dry.getAsInt();
        }
        boolean hadKey = key.isThere();
        OperationView view = follow(invocation, service.protect(invocation.caller(), request));
        key.tellIfMade(hadKey, invocation.err());
        JsonObject.Builder answer = answer(view);
        Optional<CheckpointView> made = made(service, invocation, view);
        answer.put("checkpoint", made.map(CheckpointView::toJson)
                .orElseGet(() -> JsonObject.builder().put("id", view.checkpoint().value()).put("status", "error").build()));
        Optional<String> left = made.filter(checkpoint -> checkpoint.status() == CheckpointStatus.PARTIAL).map(checkpoint -> "Checkpoint "
                + checkpoint.id() + " is partial: `redoubt show " + checkpoint.id() + "` says which resources can be restored, with --partial.");
        return conclude(invocation, view, answer, made.map(checkpoint -> sentence(checkpoint, view)).orElse(""), left);
    }

    /** The checkpoint; one that was given up at once may have no document to be shown. */
    private static Optional<CheckpointView> made(ProtectionService service, Invocation invocation, OperationView view) throws RedoubtException {
        try {
            return Optional.of(service.checkpoints(invocation.caller()).show(view.checkpoint()));
        } catch (RedoubtException gone) {
            if (view.state() == OperationState.SUCCEEDED) {
                throw gone;
            }
            return Optional.empty();
        }
    }

    /** What is to be protected, as it was typed. */
    static ProtectRequest request(String name, Invocation invocation, ProtectionService service)
            throws RedoubtException, UsageException {
        var plan = invocation.arguments().value("--plan");
        var operands = invocation.arguments().operands();
        if (plan.isPresent() != operands.isEmpty()) {
            throw new UsageException("`redoubt " + name + "` needs either paths and resources, or a plan.",
                    "Type: redoubt " + name + " PATH, or redoubt " + name + " --plan NAME.");
        }
        if (plan.isPresent()) {
            return ProtectRequest.ofPlan(plan.get());
        }
        Plan.Builder adHoc = PlanOptions.read(invocation, Plan.builder("ad-hoc"));
        for (ResourceRef ref : new ResourceReader(invocation, service.protectables(invocation.caller())).resolve(operands)) {
            adHoc.resource(ref);
        }
        return ProtectRequest.of(adHoc.build());
    }

    private static String sentence(CheckpointView checkpoint, OperationView view) {
        Duration took = Duration.between(view.startedAt(), view.endedAt().orElse(view.startedAt()));
        return "Checkpoint " + checkpoint.id() + " is " + checkpoint.status().word() + ": "
                + Human.count(checkpoint.resourceCount(), "resource") + ", " + Human.bytes(checkpoint.bytes()) + ", in "
                + Human.duration(took)
                + checkpoint.consistency().map(grade -> ", consistency " + consistency(checkpoint)).orElse("") + ".";
    }

    private static String consistency(CheckpointView checkpoint) {
        return ConsistencyText.of(checkpoint.consistency(), checkpoint.skew(), checkpoint.resourceCount());
    }
}
