package org.redoubt.shell.command;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.JsonString;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.CheckpointCheck;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.Contents;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.api.service.ResourceRecord;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.shell.console.Complaint;
import org.redoubt.shell.render.CheckText;
import org.redoubt.shell.render.ConsistencyText;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.render.Table;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt show}. */
@Component(service = Command.class)
@GogoFunction(function = "show")
public final class Show extends Command {
    private static final int MOST = 1000;

    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Show(@Reference FrontDoor door) {
        super(CheckpointOperand.in(Usage.of("show", "Shows a checkpoint: its resources, how consistent they are, and who can read them; or what was saved of one of them."))
                .operands("ID [RESOURCE]", 1, 2)
                .example("show latest")
                .example("show latest /srv/data"));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door.open();
        var checkpoints = service.checkpoints(invocation.caller());
        CheckpointId id = CheckpointOperand.of(invocation, checkpoints);
        if (invocation.arguments().operands().size() > 1) {
            return saved(invocation, id, service.contents(invocation.caller()));
        }
        CheckpointView view = checkpoints.show(id);
        List<ResourceRecord> records = view.resources();
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("checkpoint",
                    view.toJson().toBuilder().put("lastChecks", JsonArray.of(view.lastChecks().stream().map(CheckpointCheck::toJson).toList()))
                            .put("resources", JsonArray.of(records.stream().map(ResourceRecord::toJson).toList())).build()).build());
            return DONE;
        }
        PrintStream out = invocation.out();
        out.println("Checkpoint   " + view.id());
        out.println("Status       " + view.status().word());
        view.problems().forEach(problem -> out.println("             " + Complaint.sentence(problem)));
        out.println("Created      " + Human.time(view.createdAt()));
        copied(view, records, invocation).ifPresent(of -> out.println("Copy of      " + of));
        view.deletedAt().ifPresent(at -> out.println("Deleted      " + deleted(view, at)));
        out.println("Project      " + view.project());
        out.println("Plan         " + view.plan().orElse("-"));
        out.println("Provider     " + view.provider());
        out.println("Size         " + Human.bytes(view.bytes()));
        out.println("Consistency  " + ConsistencyText.of(view));
        List<CheckpointCheck> checks = view.lastChecks();
        for (int i = 0; i < checks.size(); i++) {
            out.println((i == 0 ? "Verified     " : "             ") + CheckText.of(checks.get(i)));
        }
        if (checks.isEmpty()) {
            out.println("Verified     never");
        }
        if (view.status() == CheckpointStatus.PARTIAL) {
            long restorable = records.stream().filter(record -> record.status() == ResourceStatus.DONE).count();
            out.println("Restorable   " + restorable + " of " + Human.count(records.size(), "resource") + ", with `redoubt restore " + view.id() + " --partial`");
        }
        out.println();
        Table table = new Table("STATUS", "RESOURCE", "NAME", ">SIZE", "CONSISTENCY", "WRITTEN BY");
        records.forEach(record -> table.row(record.status().word(), record.resource().toString(), record.resource().name(),
                Human.bytes(record.bytes()), record.consistency().word(),
                record.pluginName() + " " + record.pluginVersion() + " format " + record.format()));
        table.print(out, "It holds no resources.");
        notes(records, out);
        return DONE;
    }

    private static int saved(Invocation invocation, CheckpointId checkpoint, Contents contents) throws RedoubtException {
        Resource resource = CheckpointResource.find(contents.list(checkpoint), invocation.arguments().operands().get(1)).resource();
        JsonObject info = contents.info(checkpoint, resource.ref());
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("checkpoint", checkpoint.value())
                    .put("resource", JsonObject.builder().put("type", resource.type()).put("id", resource.id()).build()).put("info", info).build());
            return DONE;
        }
        Table table = new Table("SAVED", "OF " + resource);
        info.members().forEach((name, value) -> table.row(name, value instanceof JsonString text ? text.value() : value.toString()));
        table.print(invocation.out(), "Its plugin tells nothing of " + resource + ".");
        return DONE;
    }

    /** What it is a copy of, with the time of its data. Of where it came from only the operation knows, as long as that is remembered. */
    private Optional<String> copied(CheckpointView view, List<ResourceRecord> records, Invocation invocation)
            throws RedoubtException, InterruptedException {
        Optional<Instant> data = records.stream().flatMap(record -> record.snapshotAt().stream()).max(Comparator.naturalOrder());
        if (data.filter(at -> !at.isBefore(view.createdAt())).isPresent()) {
            return Optional.empty();
        }
        Optional<String> source = door.open().operations(invocation.caller()).list(false, MOST).stream()
                .filter(operation -> operation.type() == OperationType.COPY && operation.targetCheckpoint().filter(view.id()::equals).isPresent())
                .map(operation -> operation.checkpoint().value()).findFirst();
        return source.isEmpty() && data.isEmpty() ? Optional.empty()
                : Optional.of(source.orElse("another checkpoint") + data.map(at -> ", whose data is of " + Human.time(at)).orElse(""));
    }

    /** A reason with the resource in front, which most reasons name themselves. */
    private static String about(ResourceRecord record, Problem reason) {
        String resource = record.resource().toString();
        String sentence = Complaint.sentence(reason);
        return sentence.contains(resource) ? sentence : resource + ": " + sentence;
    }

    /** Since when it is deleted, and how long that can be taken back. */
    private static String deleted(CheckpointView view, Instant at) {
        return Human.time(at) + "; `redoubt undelete " + view.id() + "` brings it back until it is collected"
                + view.keptUntil().map(until -> ", after " + Human.time(until)).orElse("");
    }

    private static void notes(List<ResourceRecord> records, PrintStream out) {
        for (ResourceRecord record : records) {
            record.unreadable().ifPresent(why -> out.println("! " + record.resource() + ": " + why));
            record.reasons().forEach(reason -> out.println("- " + about(record, reason)));
            record.freezeWindow().ifPresent(window -> out.println("- " + record.resource() + " was prepared in " + Human.duration(window)
                    + "; nothing of it was frozen for longer."));
            if (!record.consistencyReason().isEmpty()) {
                out.println("- " + record.resource() + " is "
                        + (record.consistency() == Grade.NONE ? "not " : record.consistency().word() + "-") + "consistent: "
                        + record.consistencyReason());
            }
        }
    }
}
