package org.redoubt.shell.command;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.plan.Priority;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationPlan;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.api.service.ResourceOutcome;
import org.redoubt.shell.console.Complaint;
import org.redoubt.shell.operation.Follower;
import org.redoubt.shell.operation.Reasons;
import org.redoubt.shell.render.ConsistencyText;
import org.redoubt.shell.render.PlanText;
import org.redoubt.shell.usage.Arguments;
import org.redoubt.shell.usage.ParameterReader;
import org.redoubt.shell.usage.Times;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** A command that starts an operation and waits for its end. */
abstract class OperationCommand extends Command {
    private final FrontDoor door;

    OperationCommand(Usage usage, FrontDoor door) {
        this(usage, door, true);
    }

    /**
     * Of one that may only ask.
     *
     * @param begins whether it begins operations
     */
    OperationCommand(Usage usage, FrontDoor door, boolean begins) {
        super(begins ? toBegin(withOptions(usage)) : withOptions(usage));
        this.door = door;
    }

    private static Usage toBegin(Usage usage) {
        return usage.option("--key", "TEXT", "a second request with the same key gets the operation of the first, also when that has ended")
                .flag("--dry-run", "say what would be done, and do nothing");
    }

    private static Usage withOptions(Usage usage) {
        return usage
                .option("--parameter", "TYPE[#ID].MEMBER=VALUE", "a parameter for a type or one resource; the value may be JSON")
                .option("--on-failure", "stop|isolate", "whether the failure of one resource stops the others")
                .option("--deadline", "TIME", "how long it may take, such as 90s or 2h")
                .option("--priority", "low|normal|high", "whose hooks come first while there is not room for all");
    }

    FrontDoor door() {
        return door;
    }

    static OperationOptions options(Arguments arguments) throws UsageException {
        OperationOptions options = OperationOptions.defaults()
                .parameters(ParameterReader.read(arguments.all("--parameter")));
        var policy = arguments.oneOf("--on-failure", FailurePolicy.values(), FailurePolicy::word);
        if (policy.isPresent()) {
            options = options.onFailure(policy.get());
        }
        if (arguments.has("--deadline")) {
            options = options.deadline(Times.duration("--deadline", arguments.value("--deadline").orElseThrow()));
        }
        var priority = arguments.oneOf("--priority", Priority.values(), Priority::word);
        if (priority.isPresent()) {
            options = options.priority(priority.get());
        }
        if (arguments.has("--key")) {
            options = options.idempotencyKey(arguments.value("--key").orElseThrow());
        }
        return options;
    }

    /**
     * Shows the plan of the request, and what would keep it from being done, if only that is wanted.
     *
     * @return the exit status; empty if the request is to be done
     */
    OptionalInt dryRun(Invocation invocation, OperationRequest request)
            throws RedoubtException, InterruptedException {
        if (!invocation.arguments().has("--dry-run")) {
            return OptionalInt.empty();
        }
        OperationPlan plan = door.open().plan(invocation.caller(), request);
        List<Problem> problems = door.open().check(invocation.caller(), request);
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("plan", plan.toJson())
                    .put("problems", JsonArray.of(problems.stream().map(Problem::toJson).toList())).build());
        } else {
            PlanText.print(plan, invocation.out());
            plan.warnings().forEach(warning -> invocation.err().println("warning: " + Complaint.sentence(warning)));
            problems.forEach(problem -> invocation.err().println("redoubt: It would be refused: " + Complaint.sentence(problem)));
        }
        return OptionalInt.of(problems.isEmpty() ? DONE : FAILED);
    }

    OperationView follow(Invocation invocation, OperationHandle handle) throws InterruptedException {
        return new Follower(invocation.visitor(), invocation.err(), invocation.json()).await(handle);
    }

    /** Says how an operation ended, if not well, and gives the exit status. */
    static int conclude(Invocation invocation, OperationView view, JsonObject.Builder answer, String sentence) {
        return conclude(invocation, view, answer, sentence, Optional.empty());
    }

    /**
     * The same of one that has left something of use although it failed.
     *
     * @param left what that is, in a sentence; such an operation is not gone on with
     */
    static int conclude(Invocation invocation, OperationView view, JsonObject.Builder answer, String sentence, Optional<String> left) {
        boolean well = view.state() == OperationState.SUCCEEDED;
        if (invocation.json()) {
            if (!well) {
                answer.put("error", view.problems().stream().findFirst()
                        .orElse(Problem.of(ProblemKind.INTERNAL, Follower.reason(view))).toJson());
            }
            invocation.document(answer.build());
        } else if (well) {
            invocation.out().println(sentence);
        } else {
            explain(invocation, view, left);
        }
        return well ? DONE : FAILED;
    }

    private static void explain(Invocation invocation, OperationView view, Optional<String> left) {
        List<String> reasons = Reasons.of(view);
        invocation.err().println("redoubt: The " + view.type().word() + " "
                + (view.state() == OperationState.CANCELLED ? "was cancelled" : "failed") + ": " + reasons.getFirst());
        reasons.stream().skip(1).forEach(reason -> invocation.err().println("  also: " + reason));
        if (view.openUndoSteps() > 0) {
            invocation.err().println("  " + view.openUndoSteps() + " of its steps could not be taken back yet; see `redoubt why "
                    + view.id() + "`.");
        }
        left.ifPresent(text -> invocation.err().println("  " + text));
        if (left.isEmpty() && view.type() != OperationType.VERIFY) {
            invocation.err().println("  " + (view.state() == OperationState.FAILED ? "When that is mended, " : "") + "`redoubt resume " + view.id()
                    + "` goes on with it.");
        }
    }

    /** How consistent the checkpoint of an operation is, at the end of a sentence about it. */
    static String consistency(Invocation invocation, ProtectionService service, OperationView view) {
        try {
            return ConsistencyText.clause(service.checkpoints(invocation.caller()).show(view.checkpoint()));
        } catch (RedoubtException gone) {
            return "";
        }
    }

    static JsonObject.Builder answer(OperationView view) {
        return JsonObject.builder().put("operation", view.toJson());
    }

    static JsonArray resources(OperationView view) {
        return JsonArray.of(view.resources().stream().map(ResourceOutcome::toJson).toList());
    }
}
