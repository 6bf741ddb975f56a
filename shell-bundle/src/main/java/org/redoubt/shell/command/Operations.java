package org.redoubt.shell.command;

import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.OperationView;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.render.Table;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt operations}. */
@Component(service = Command.class)
@GogoFunction(function = "operations")
public final class Operations extends Command {
    private static final int MOST = 1000;

    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Operations(@Reference FrontDoor door) {
        super(Usage.of("operations", "Lists operations, the newest first, or shows one.")
                .operands("[ID]", 0, 1)
                .flag("--open", "only those that run or have steps to be taken back")
                .option("--limit", "NUMBER", "at most so many; 1000 if not said"));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        var operations = door.open().operations(invocation.caller());
        if (!invocation.arguments().operands().isEmpty()) {
            return show(invocation, operations.show(
                    new OperationFinder(operations).find(invocation.arguments().operands().getFirst())));
        }
        List<OperationView> list = operations.list(
                invocation.arguments().has("--open"), invocation.arguments().number("--limit").orElse(MOST));
        if (invocation.json()) {
            invocation.document(JsonObject.builder()
                    .put("operations", JsonArray.of(list.stream().map(OperationView::toJson).toList())).build());
            return DONE;
        }
        Table table = new Table("ID", "TYPE", "STATE", "STARTED", "TOOK", "PLAN", "CHECKPOINT", ">OPEN STEPS");
        list.forEach(view -> table.row(view.id().value(), view.type().word(), view.state().word(),
                Human.time(view.startedAt()), took(view), view.plan().orElse("-"), view.checkpoint().value(),
                Integer.toString(view.openUndoSteps())));
        table.print(invocation.out(), "There are no operations.");
        return DONE;
    }

    private static int show(Invocation invocation, OperationView view) {
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("operation", view.toJson()).build());
            return DONE;
        }
        var out = invocation.out();
        out.println("Operation    " + view.id());
        out.println("Type         " + view.type().word());
        out.println("State        " + view.state().word());
        view.problems().forEach(problem -> out.println("             " + problem));
        out.println("Started      " + Human.time(view.startedAt()));
        out.println("Took         " + took(view));
        out.println("Checkpoint   " + view.checkpoint());
        out.println("Done         " + view.progress().hooksDone() + " of " + Human.count(view.progress().hooksTotal(), "hook")
                + ", " + Human.bytes(view.progress().bytesDone()));
        out.println("Open steps   " + view.openUndoSteps());
        out.println();
        Table table = new Table("STATUS", "RESOURCE", "REASON");
        view.resources().forEach(outcome -> table.row(outcome.status().word(), outcome.resource().toString(),
                outcome.reasons().stream().findFirst().map(Object::toString).orElse("-")));
        table.print(out, "It has no resources.");
        return DONE;
    }

    private static String took(OperationView view) {
        return view.endedAt().map(end -> Human.duration(Duration.between(view.startedAt(), end))).orElse("-");
    }
}
