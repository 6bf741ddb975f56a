package org.redoubt.shell.command;

import java.util.OptionalInt;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** {@code redoubt protect}. */
@Component(service = Command.class)
@GogoFunction(function = "protect")
public final class Protect extends OperationCommand {
    private static final Usage USAGE = PlanOptions.add(
            Usage.of("protect", "Makes a checkpoint of directories, disk images, devices and servers, or of what a plan names.")
                    .operands("(PATH|TYPE#ID... | --plan NAME)", 0, Integer.MAX_VALUE)
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
        Protected ended = Protected.await(service, invocation, service.protect(invocation.caller(), request));
        key.tellIfMade(hadKey, invocation.err());
        return ended.tell(invocation);
    }

    /** What is to be protected, as it was typed. */
    static ProtectRequest request(String name, Invocation invocation, ProtectionService service)
            throws RedoubtException, UsageException {
        var plan = invocation.arguments().value("--plan");
        var operands = invocation.arguments().operands();
        if (plan.isPresent() != operands.isEmpty()) {
            throw new UsageException(plan.isPresent()
                    ? "`redoubt " + name + "` takes paths and resources, or a plan, and not both: the plan says itself what it protects."
                    : "`redoubt " + name + "` needs either paths and resources, or a plan.",
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
}
