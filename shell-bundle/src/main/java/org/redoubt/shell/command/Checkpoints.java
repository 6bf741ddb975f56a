package org.redoubt.shell.command;

import java.time.Clock;
import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CheckpointList;
import org.redoubt.api.service.CheckpointQuery;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.shell.console.Complaint;
import org.redoubt.shell.render.ConsistencyText;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.render.Table;
import org.redoubt.shell.usage.Arguments;
import org.redoubt.shell.usage.Times;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** {@code redoubt checkpoints}. */
@Component(service = Command.class)
@GogoFunction(function = "checkpoints")
public final class Checkpoints extends Command {
    private static final Usage USAGE = Usage.of("checkpoints", "Lists checkpoints, the newest first.")
            .option("--plan", "NAME", "only those of this plan")
            .option("--provider", "NAME", "only those of this provider")
            .option("--status", "STATUS", "only those of this status")
            .flag("--deleted", "only those that can be undeleted, and since when they are deleted")
            .option("--since", "TIME", "only those made at that time or later, such as 2026-01-31 or 2h")
            .option("--until", "TIME", "only those made before that time")
            .option("--limit", "NUMBER", "at most so many; 1000 if not said")
            .option("--after", "ID", "only those that come after this one in the list")
            .flag("--oldest-first", "the oldest first");

    private final FrontDoor door;
    private final Clock clock = Clock.systemUTC();

    /** Made by the component runtime. */
    @Activate
    public Checkpoints(@Reference FrontDoor door) {
        super(USAGE);
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door.open();
        var checkpoints = service.checkpoints(invocation.caller());
        CheckpointQuery query = query(invocation.arguments());
        if (invocation.arguments().has("--after")) {
            query = query.after(checkpoints.resolve(invocation.arguments().value("--after").orElseThrow(), query.provider()));
        }
        CheckpointList found = checkpoints.listReadable(query);
        if (invocation.json()) {
            invocation.document(found.toJson());
        } else {
            found.problems().forEach(problem -> invocation.err().println("redoubt: " + Complaint.sentence(problem)));
            print(found, invocation);
        }
        return found.problems().isEmpty() ? DONE : FAILED;
    }

    private static void print(CheckpointList found, Invocation invocation) {
        boolean deleted = invocation.arguments().has("--deleted");
        Table table = new Table("ID", "CREATED", deleted ? "DELETED" : "STATUS", "PLAN", "PROVIDER", ">RESOURCES", ">SIZE", "CONSISTENCY");
        found.checkpoints().forEach(view -> table.row(view.id().value(), Human.time(view.createdAt()), deleted
                ? view.deletedAt().map(Human::time).orElse("-") : view.status().word(),
                view.plan().orElse("-"), view.provider(), Long.toString(view.resourceCount()), Human.bytes(view.bytes()),
                ConsistencyText.of(view.consistency(), view.skew(), view.resourceCount())));
        table.print(invocation.out(), found.problems().isEmpty() ? "There are no checkpoints."
                : "There are no checkpoints in the providers that could be asked.");
    }

    private CheckpointQuery query(Arguments arguments) throws RedoubtException {
        Instant now = clock.instant();
        CheckpointQuery query = CheckpointQuery.all();
        if (arguments.has("--plan")) {
            query = query.plan(arguments.value("--plan").orElseThrow());
        }
        if (arguments.has("--provider")) {
            query = query.provider(arguments.value("--provider").orElseThrow());
        }
        var status = arguments.oneOf("--status", CheckpointStatus.values(), CheckpointStatus::word);
        if (status.isPresent()) {
            query = query.status(status.get());
        }
        if (arguments.has("--deleted")) {
            if (status.isPresent()) {
                throw new UsageException("`--deleted` and `--status` exclude each other.", "Leave one of them out.");
            }
            query = query.status(CheckpointStatus.DELETED);
        }
        if (arguments.has("--since")) {
            query = query.since(Times.instant("--since", arguments.value("--since").orElseThrow(), now));
        }
        if (arguments.has("--until")) {
            query = query.until(Times.instant("--until", arguments.value("--until").orElseThrow(), now));
        }
        var limit = arguments.number("--limit");
        if (limit.isPresent()) {
            query = query.limit(limit.get());
        }
        return arguments.has("--oldest-first") ? query.oldestFirst() : query;
    }
}
