package org.redoubt.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.plan.Priority;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.shell.usage.Arguments;
import org.redoubt.shell.usage.ParameterReader;
import org.redoubt.shell.usage.Times;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** {@code redoubt plan create}. */
final class PlanCreate extends Command {
    private static final Usage USAGE = PlanOptions.add(
            Usage.of("plan create", "Stores a plan: what is protected together, where to, and how.")
                    .operands("(NAME PATH|TYPE#ID... | --file PLAN.json)", 0, Integer.MAX_VALUE)
                    .option("--file", "PLAN.json", "read the plan from this document, as `plan show --json` prints it")
                    .option("--description", "TEXT", "a sentence for people")
                    .option("--parameter", "TYPE[#ID].MEMBER=VALUE", "a parameter for a type or one resource")
                    .option("--on-failure", "stop|isolate", "whether the failure of one resource stops the others")
                    .option("--priority", "low|normal|high", "whose hooks come first while there is not room for all")
                    .option("--deadline", "TIME", "how long a whole operation may take"))
            .example("plan create nightly /srv/data Host::Server#web --freeze-budget 10s");

    private final FrontDoor door;

    PlanCreate(FrontDoor door) {
        super(USAGE);
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door.open();
        Plan plan = invocation.arguments().has("--file") ? fromFile(invocation) : fromWords(invocation, service);
        Plan stored = service.plans(invocation.caller()).create(plan);
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("plan", stored.toJson()).build());
        } else {
            invocation.out().println("Plan " + stored.name() + " is stored.");
        }
        return DONE;
    }

    private static Plan fromFile(Invocation invocation) throws RedoubtException {
        if (!invocation.arguments().operands().isEmpty()) {
            throw new UsageException("`redoubt plan create` takes either a name and something to protect, or a plan with --file.", "Leave one of them out.");
        }
        Path file = invocation.path(invocation.arguments().value("--file").orElseThrow());
        try {
            JsonObject document = Json.parseObject(Files.readString(file));
            JsonObject plan = document.object("plan").orElse(document);
            List<String> unknown = Plan.unknownMembers(plan);
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException("A plan has no member \"" + unknown.getFirst() + "\".");
            }
            return Plan.fromJson(plan).toBuilder().project(invocation.caller().project()).build();
        } catch (IOException e) {
            throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "The file " + file + " cannot be read.")
                    .hint("Check its name and permissions."), e);
        } catch (JsonException | IllegalArgumentException e) {
            throw new RedoubtException(Problem.of(ProblemKind.INVALID, e.getMessage()).subject(file.toString()), e);
        }
    }

    private static Plan fromWords(Invocation invocation, ProtectionService service) throws RedoubtException {
        Arguments arguments = invocation.arguments();
        if (arguments.operands().size() < 2) {
            throw new UsageException("`redoubt plan create` needs a name and something to protect.",
                    "Type: redoubt plan create NAME PATH, or use --file.");
        }
        Plan.Builder plan = PlanOptions.read(invocation, builder(arguments.operands().getFirst()));
        arguments.value("--description").ifPresent(plan::description);
        plan.parameters(ParameterReader.read(arguments.all("--parameter")));
        arguments.oneOf("--on-failure", FailurePolicy.values(), FailurePolicy::word).ifPresent(plan::onFailure);
        arguments.oneOf("--priority", Priority.values(), Priority::word).ifPresent(plan::priority);
        if (arguments.has("--deadline")) {
            plan.deadline(Times.duration("--deadline", arguments.value("--deadline").orElseThrow()));
        }
        var reader = new ResourceReader(invocation, service.protectables(invocation.caller()));
        for (ResourceRef ref : reader.resolve(arguments.operands().stream().skip(1).toList())) {
            plan.resource(ref);
        }
        return plan.build();
    }

    private static Plan.Builder builder(String name) throws UsageException {
        try {
            return Plan.builder(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), "Type: redoubt plan create NAME PATH.");
        }
    }
}
