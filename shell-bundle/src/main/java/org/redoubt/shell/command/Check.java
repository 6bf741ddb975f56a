package org.redoubt.shell.command;

import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.Checkpoints;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.shell.console.Complaint;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.usage.Arguments;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** {@code redoubt check}. */
@Component(service = Command.class)
@GogoFunction(function = "check")
public final class Check extends OperationCommand {
    private static final String ID = "ID";
    private static final String RESTORE = "--restore";
    private static final String VERIFY = "--verify";
    private static final String COPY = "--copy";
    private static final String DELETE = "--delete";
    private static final Usage USAGE = Inclusion.in(PlanOptions.add(
            Usage.of("check", "Says everything that would keep an operation from succeeding now, and does nothing else.")
                    .operands("(PATH|TYPE#ID... | --plan NAME | --restore ID | --verify ID | --copy ID --to PROVIDER | --delete ID)", 0, Integer.MAX_VALUE)
                    .option("--plan", "NAME", "check a protect of what this plan names")
                    .option(RESTORE, ID, "check a restore of this checkpoint")
                    .option(VERIFY, ID, "check a verify of it")
                    .option(COPY, ID, "check a copy of it")
                    .option(DELETE, ID, "check whether it can be deleted")
                    .option("--to", "DIR|PROVIDER", "where it would be restored or copied to")
                    .option("--resource", "TYPE#ID", "only this resource and its dependents; may be repeated")
                    .option("--on-conflict", "fail|skip|replace", "what a restore would do with files that are there already")
                    .flag("--partial", "restore from a checkpoint that is only partly there")
                    .flag("--keep", "as restore has it; nothing is in the way for that")
                    .option("--depth", "objects|hashes|content", "how closely a verify would look; content if not said")
                    .flag("--without-plugin", "delete also if no plugin can read it")))
            .example("check --plan nightly")
            .example("check /srv/data Host::Server#web")
            .example("check --restore latest --to /tmp/back")
            .example("check --copy latest --to offsite");

    /** Made by the component runtime. */
    @Activate
    public Check(@Reference FrontDoor door) {
        super(USAGE, door, false);
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door().open();
        OperationRequest request = request(invocation, service);
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

    private static OperationRequest request(Invocation invocation, ProtectionService service) throws RedoubtException {
        Arguments arguments = invocation.arguments();
        List<String> named = Stream.of(RESTORE, VERIFY, COPY, DELETE).filter(arguments::has).toList();
        if (named.isEmpty()) {
            return Protect.request("check", invocation, service).options(options(arguments));
        }
        if (named.size() > 1 || arguments.has("--plan") || !arguments.operands().isEmpty()) {
            throw new UsageException("`redoubt check` looks at one operation at a time.",
                    "Type: redoubt check PATH, redoubt check --plan NAME, or redoubt check " + named.getFirst() + " ID.");
        }
        Checkpoints checkpoints = service.checkpoints(invocation.caller());
        String id = arguments.value(named.getFirst()).orElseThrow();
        CheckpointId checkpoint = named.getFirst().equals(RESTORE) ? CheckpointOperand.toRestore(id, invocation, checkpoints)
                : CheckpointOperand.of(id, invocation, checkpoints);
        return switch (named.getFirst()) {
            case RESTORE -> Restore.request(invocation, service, checkpoint);
            case VERIFY -> Verify.request(invocation, checkpoint);
            case COPY -> Copy.request(invocation, checkpoint);
            default -> Delete.request(invocation, checkpoint);
        };
    }
}
