package org.redoubt.shell.command;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CheckpointList;
import org.redoubt.api.service.CheckpointQuery;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.shell.console.Complaint;
import org.redoubt.shell.render.CheckText;
import org.redoubt.shell.render.ConsistencyText;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.render.Table;
import org.redoubt.shell.usage.Arguments;
import org.redoubt.shell.usage.Times;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;
import org.redoubt.shell.wire.Terminal;

/** {@code redoubt checkpoints}. */
@Component(service = Command.class)
@GogoFunction(function = "checkpoints")
public final class Checkpoints extends Command {
    private static final Usage USAGE = Usage.of("checkpoints", "Lists checkpoints, the newest first.")
            .option("--plan", "NAME", "only those of this plan")
            .option("--provider", "NAME", "only those of this provider")
            .option("--status", "STATUS", "only those of this status")
            .flag("--deleted", "only those that can be undeleted, since when they are deleted, and until when they are kept")
            .option("--since", "TIME", "only those made at that time or later, such as 2026-01-31 or 2h")
            .option("--until", "TIME", "only those made before that time")
            .option("--limit", "NUMBER", "at most so many; 1000 if not said")
            .option("--after", "ID", "only those that come after this one in the list")
            .flag("--oldest-first", "the oldest first");

    /** With one of these an empty list says nothing of the plan. */
    private static final List<String> NARROWING = List.of("--provider", "--status", "--deleted", "--since", "--until", "--after");

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
        if (found.checkpoints().isEmpty() && found.problems().isEmpty() && NARROWING.stream().noneMatch(invocation.arguments()::has)) {
            refuseUnknownPlan(query, service, invocation);
        }
        List<Problem> problems = new ArrayList<>(found.problems());
        List<Listed> listed = found.checkpoints().stream().map(view -> Listed.of(view, problems)).toList();
        if (invocation.json()) {
            invocation.document(new CheckpointList(found.checkpoints(), problems).toJson());
        } else {
            problems.forEach(problem -> invocation.err().println("redoubt: " + Complaint.sentence(problem)));
            print(listed, found.problems().isEmpty() ? "There are no checkpoints."
                    : "There are no checkpoints in the providers that could be asked.", invocation);
        }
        return problems.isEmpty() ? DONE : FAILED;
    }

    /** A plan that was deleted may have checkpoints still; one that nobody knows and that has none was mistyped. */
    private static void refuseUnknownPlan(CheckpointQuery query, ProtectionService service, Invocation invocation) throws RedoubtException {
        try {
            if (query.plan().isPresent()) {
                service.plans(invocation.caller()).show(query.plan().get());
            }
        } catch (RedoubtException e) {
            if (e.kind() == ProblemKind.NOT_FOUND) {
                throw e;
            }
        }
    }

    /** A checkpoint and what its last verify has found, in words. */
    private record Listed(CheckpointView view, String verified) {
        static Listed of(CheckpointView view, List<Problem> problems) {
            try {
                return new Listed(view, CheckText.brief(view.lastCheck()));
            } catch (RedoubtException e) {
                problems.add(e.problem());
                return new Listed(view, "unknown");
            }
        }
    }

    private static void print(List<Listed> listed, String nothing, Invocation invocation) {
        boolean deleted = invocation.arguments().has("--deleted");
        Table whole = table(listed, deleted, true);
        Terminal terminal = invocation.visitor().terminal();
        boolean fits = !terminal.out() || whole.fits(terminal.columns());
        (fits ? whole : table(listed, deleted, false)).print(invocation.out(), nothing);
    }

    private static Table table(List<Listed> listed, boolean deleted, boolean verified) {
        List<String> headings = new ArrayList<>(List.of("ID", "CREATED"));
        headings.addAll(deleted ? List.of("DELETED", "KEPT UNTIL") : List.of("STATUS"));
        headings.addAll(List.of("PLAN", "PROVIDER", ">RESOURCES", ">SIZE", "CONSISTENCY"));
        headings.addAll(verified ? List.of("VERIFIED") : List.of());
        Table table = new Table(headings.toArray(String[]::new));
        for (Listed one : listed) {
            CheckpointView view = one.view();
            List<String> cells = new ArrayList<>(List.of(view.id().value(), Human.time(view.createdAt())));
            cells.addAll(deleted ? List.of(time(view.deletedAt()), time(view.keptUntil())) : List.of(view.status().word()));
            cells.addAll(List.of(view.plan().orElse("-"), view.provider(), Long.toString(view.resourceCount()), Human.bytes(view.bytes()),
                    ConsistencyText.of(view)));
            cells.addAll(verified ? List.of(one.verified()) : List.of());
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private static String time(Optional<Instant> at) {
        return at.map(Human::time).orElse("-");
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
