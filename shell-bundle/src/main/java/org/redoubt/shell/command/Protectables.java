package org.redoubt.shell.command;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
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
        if (invocation.arguments().operands().isEmpty()) {
            return types(invocation, protectables.types());
        }
        List<Resource> list = protectables.list(invocation.arguments().operands().getFirst());
        if (invocation.json()) {
            invocation.document(JsonObject.builder()
                    .put("resources", JsonArray.of(list.stream().map(Resource::toJson).toList())).build());
            return DONE;
        }
        Table table = new Table("TYPE", "ID", "NAME");
        list.forEach(resource -> table.row(resource.type(), resource.id(), resource.name()));
        table.print(invocation.out(), "There are no resources of this type to list; one may still be named by its id.");
        return DONE;
    }

    private static int types(Invocation invocation, List<String> types) {
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("protectables", types).build());
        } else {
            types.forEach(invocation.out()::println);
        }
        return DONE;
    }
}
