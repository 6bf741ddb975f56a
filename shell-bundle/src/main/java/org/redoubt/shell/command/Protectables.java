package org.redoubt.shell.command;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
import org.redoubt.shell.console.Complaint;
import org.redoubt.shell.render.Table;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt protectables}. */
@Component(service = Command.class)
@GogoFunction(function = "protectables")
public final class Protectables extends Command {
    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Protectables(@Reference FrontDoor door) {
        super(Usage.of("protectables", "Lists the types that can be protected, or the resources of one type.")
                .operands("[TYPE]", 0, 1)
                .example("protectables Host::Server"));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        var protectables = door.open().protectables(invocation.caller());
        List<String> operands = invocation.arguments().operands();
        List<Problem> problems = protectables.problems();
        if (operands.isEmpty()) {
            types(invocation, protectables.types(), problems);
        } else {
            resources(invocation, protectables.list(operands.getFirst()), problems);
        }
        return problems.isEmpty() ? DONE : FAILED;
    }

    private static void types(Invocation invocation, List<String> types, List<Problem> problems) {
        if (invocation.json()) {
            invocation.document(document(JsonObject.builder().put("protectables", types), problems));
        } else {
            types.forEach(invocation.out()::println);
            tell(invocation, problems);
        }
    }

    private static void resources(Invocation invocation, List<Resource> list, List<Problem> problems) {
        if (invocation.json()) {
            JsonArray resources = JsonArray.of(list.stream().map(Resource::toJson).toList());
            invocation.document(document(JsonObject.builder().put("resources", resources), problems));
            return;
        }
        Table table = new Table("TYPE", "ID", "NAME");
        list.forEach(resource -> table.row(resource.type(), resource.id(), resource.name()));
        table.print(invocation.out(), "There are no resources of this type to list; one may still be named by its id.");
        tell(invocation, problems);
    }

    private static JsonObject document(JsonObject.Builder found, List<Problem> problems) {
        if (!problems.isEmpty()) {
            found.put("problems", JsonArray.of(problems.stream().map(Problem::toJson).toList()));
        }
        return found.build();
    }

    private static void tell(Invocation invocation, List<Problem> problems) {
        problems.forEach(problem -> invocation.err().println("redoubt: " + Complaint.sentence(problem)));
    }
}
