package org.redoubt.shell.command;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.shell.console.Complaint;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt check}. */
@Component(service = Command.class)
@GogoFunction(function = "check")
public final class Check extends OperationCommand {
    private static final Usage USAGE = PlanOptions.add(
            Usage.of("check", "Says everything that would keep a protect from succeeding now, and does nothing else.")
                    .operands("[PATH|TYPE#ID]...", 0, Integer.MAX_VALUE)
                    .option("--plan", "NAME", "check what this plan names"))
            .example("check --plan nightly")
            .example("check /srv/data Host::Server#web");

    /** Made by the component runtime. */
    @Activate
    public Check(@Reference FrontDoor door) {
        super(USAGE, door);
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door().open();
        ProtectRequest request = Protect.request("check", invocation, service).options(options(invocation.arguments()));
        var dry = dryRun(invocation, request);
        if (dry.isPresent()) {
            return dry.getAsInt();
        }
        List<Problem> problems = service.check(invocation.caller(), request);
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("problems", JsonArray.of(problems.stream().map(Problem::toJson).toList())).build());
        } else if (problems.isEmpty()) {
            invocation.out().println("Nothing is in the way.");
        } else {
            problems.forEach(problem -> invocation.err().println("redoubt: " + Complaint.sentence(problem)));
            invocation.err().println("  " + Human.count(problems.size(), "problem") + ". Nothing has been done.");
        }
        return problems.isEmpty() ? DONE : FAILED;
    }
}
