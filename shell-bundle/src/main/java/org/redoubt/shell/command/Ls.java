package org.redoubt.shell.command;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.Contents;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.api.service.ResourceContent;
import org.redoubt.api.vault.DataKind;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.shell.content.DataListing;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.render.Table;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** {@code redoubt ls}. */
@Component(service = Command.class)
@GogoFunction(function = "ls")
public final class Ls extends Command {
    private static final Usage USAGE = CheckpointOperand.in(Usage.of("ls", "Lists what is in a checkpoint, without restoring it."))
            .operands("ID [RESOURCE [PATH]]", 1, 3)
            .option("--data", "NAME", "which data of the resource, if it has several")
            .flag("--recursive", "also what is in the directories of the directory")
            .example("ls latest")
            .example("ls latest /srv/data etc")
            .example("ls latest Host::Volume#/srv/data --recursive --json");

    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Ls(@Reference FrontDoor door) {
        super(USAGE);
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door.open();
        Contents contents = service.contents(invocation.caller());
        CheckpointId checkpoint = CheckpointOperand.of(invocation, service.checkpoints(invocation.caller()));
        List<ResourceContent> resources = contents.list(checkpoint);
        List<String> operands = invocation.arguments().operands();
        if (operands.size() == 1) {
            return resources(invocation, checkpoint, resources);
        }
        ResourceContent resource = CheckpointResource.find(resources, operands.get(1));
        Map.Entry<String, DataKind> data = CheckpointResource.data(resource, invocation.arguments().value("--data"));
        JsonObject head = JsonObject.builder().put("checkpoint", checkpoint.value())
                .put("resource", JsonObject.builder().put("type", resource.resource().type()).put("id", resource.resource().id()).build())
                .put("data", data.getKey()).put("kind", data.getValue().word()).build();
        DataListing listing = new DataListing(invocation.out(), invocation.json(), head);
        boolean whole = switch (data.getValue()) {
            case TREE -> {
                TreePath path = operands.size() > 2 ? CheckpointResource.path(resource, operands.get(2)) : TreePath.ROOT;
                try (TreeReader tree = contents.openTree(checkpoint, resource.resource().ref(), data.getKey())) {
                    yield listing.tree(tree, path, invocation.arguments().has("--recursive"));
                }
            }
            case STREAM -> {
                if (operands.size() > 2) {
                    throw new UsageException(resource.resource() + " is an image, in which there are no paths.", "Type it without `"
                            + operands.get(2) + "`.");
                }
                try (DataReader stream = contents.open(checkpoint, resource.resource().ref(), data.getKey())) {
                    yield listing.stream(stream);
                }
            }
        };
        return whole ? DONE : FAILED;
    }

    private static int resources(Invocation invocation, CheckpointId checkpoint, List<ResourceContent> resources) {
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("checkpoint", checkpoint.value())
                    .put("resources", JsonArray.of(resources.stream().map(Ls::json).toList())).build());
            return DONE;
        }
        Table table = new Table("STATUS", "RESOURCE", "NAME", "DATA", ">SIZE");
        resources.forEach(one -> table.row(one.status().word(), one.resource().toString(), one.resource().name(),
                one.data().isEmpty() ? "-" : String.join(", ", one.data().keySet()), Human.bytes(one.bytes())));
        table.print(invocation.out(), "It holds no resources.");
        return DONE;
    }

    private static JsonObject json(ResourceContent content) {
        return JsonObject.builder().put("type", content.resource().type()).put("id", content.resource().id()).put("name", content.resource().name())
                .put("status", content.status().word()).put("bytes", content.bytes())
                .put("data", JsonArray.of(content.data().entrySet().stream()
                        .map(data -> JsonObject.builder().put("name", data.getKey()).put("kind", data.getValue().word()).build()).toList())).build();
    }
}
