package org.redoubt.shell.command;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.api.service.UndoStepView;
import org.redoubt.shell.console.Complaint;
import org.redoubt.shell.operation.StepLines;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.render.Table;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt operations}. */
@Component(service = Command.class)
@GogoFunction(function = "operations")
public final class Operations extends Command {
    private static final int MOST = 1000;
    private static final int MOST_STEPS = 100;

    private final FrontDoor door;
    private final Clock clock = Clock.systemUTC();

    /** Made by the component runtime. */
    @Activate
    public Operations(@Reference FrontDoor door) {
        super(Usage.of("operations", "Lists operations, the newest first, or shows one.")
                .operands("[ID]", 0, 1)
                .flag("--open", "only those that run, were interrupted, or have steps to be taken back")
                .option("--limit", "NUMBER", "at most so many; 1000 if not said"));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        var operations = door.open().operations(invocation.caller());
        if (!invocation.arguments().operands().isEmpty()) {
            OperationView view = operations.show(new OperationFinder(operations).find(invocation.arguments().operands().getFirst()));
            return show(invocation, view, steps(operations, view));
        }
        List<OperationView> list = operations.list(
                invocation.arguments().has("--open"), invocation.arguments().number("--limit").orElse(MOST));
        if (invocation.json()) {
            List<JsonObject> documents = new ArrayList<>();
            for (OperationView view : list) {
                documents.add(document(view, steps(operations, view)));
            }
            invocation.document(JsonObject.builder().put("operations", JsonArray.of(documents)).build());
            return DONE;
        }
        Table table = new Table("ID", "TYPE", "STATE", "STARTED", "TOOK", "PLAN", "CHECKPOINT", ">OPEN STEPS");
        list.forEach(view -> table.row(view.id().value(), view.type().word(), view.state().word(),
                Human.time(view.startedAt()), took(view), view.plan().orElse("-"), view.checkpoint().value(),
                Integer.toString(view.openUndoSteps())));
        table.print(invocation.out(), invocation.arguments().has("--open") ? "No operation is open." : "There are no operations.");
        if (invocation.arguments().has("--open")) {
            for (OperationView view : list) {
                explain(invocation.out(), view, steps(operations, view));
            }
        }
        return DONE;
    }

    private static List<UndoStepView> steps(org.redoubt.api.service.Operations operations, OperationView view) throws RedoubtException {
        return view.openUndoSteps() == 0 ? List.of() : operations.undoSteps(view.id(), MOST_STEPS);
    }

    private static JsonObject document(OperationView view, List<UndoStepView> steps) {
        return view.toJson().toBuilder().put("undoSteps", JsonArray.of(steps.stream().map(UndoStepView::toJson).toList())).build();
    }

    /** What of an operation that nobody runs is open, and what can be done about it. */
    private static void explain(PrintStream out, OperationView view, List<UndoStepView> steps) {
        Optional<String> advice = StepLines.advice(view, steps);
        if (advice.isEmpty()) {
            return;
        }
        out.println();
        out.println(view.id() + " is " + view.state().word() + ": " + advice.get() + ".");
        tell(out, "  ", view, steps);
    }

    private static void tell(PrintStream out, String indent, OperationView view, List<UndoStepView> steps) {
        steps.forEach(step -> out.println(indent + StepLines.of(step)));
        if (view.openUndoSteps() > steps.size() && !steps.isEmpty()) {
            out.println(indent + "and " + Human.count(view.openUndoSteps() - steps.size(), "more step"));
        }
    }

    private int show(Invocation invocation, OperationView view, List<UndoStepView> steps) {
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("operation", document(view, steps)).build());
            return DONE;
        }
        var out = invocation.out();
        out.println("Operation    " + view.id());
        out.println("Type         " + view.type().word());
        out.println("State        " + view.state().word());
        view.problems().forEach(problem -> out.println("             " + Complaint.sentence(problem)));
        out.println("Started      " + Human.time(view.startedAt()));
        out.println("Took         " + took(view));
        out.println("Checkpoint   " + view.checkpoint());
        out.println("Done         " + done(view));
        out.println("Open steps   " + view.openUndoSteps());
        tell(out, "             ", view, steps);
        StepLines.advice(view, steps).ifPresent(advice -> out.println("             " + advice));
        out.println();
        Table table = new Table("STATUS", "RESOURCE", "REASON");
        view.resources().forEach(outcome -> table.row(outcome.status().word(), outcome.resource().toString(),
                outcome.reasons().stream().findFirst().map(Complaint::sentence).orElse("-")));
        table.print(out, "It has no resources.");
        return DONE;
    }

    /** How far hooks had come is known only to the runtime that ran them. */
    private static String done(OperationView view) {
        return view.state() == OperationState.INTERRUPTED
                ? view.resources().stream().filter(outcome -> outcome.status() == ResourceStatus.DONE).count() + " of "
                        + Human.count(view.resources().size(), "resource")
                : view.progress().hooksDone() + " of " + Human.count(view.progress().hooksTotal(), "hook") + ", "
                        + Human.bytes(view.progress().bytesDone());
    }

    private String took(OperationView view) {
        String soFar = view.endedAt().isPresent() ? "" : " so far";
        return Human.duration(Duration.between(view.startedAt(), view.endedAt().orElseGet(clock::instant))) + soFar;
    }
}
