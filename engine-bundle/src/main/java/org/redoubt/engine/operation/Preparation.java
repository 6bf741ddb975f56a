package org.redoubt.engine.operation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.redoubt.api.access.Caller;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.plan.ParameterSet;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.plan.Priority;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.RefusedException;
import org.redoubt.engine.checkpoint.CheckpointStart;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.journal.Fate;
import org.redoubt.engine.journal.OperationHeader;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.provider.ProviderLease;

/** What preparing an operation has in common, whether it begins or goes on: leases, and who handles which resource. For one request. */
abstract class Preparation {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.operation");

    private final Engine engine;
    private final Caller caller;
    private final OperationId id;
    private final CheckpointFinder finder;
    private final List<AutoCloseable> leased = new ArrayList<>();
    private final List<Problem> noticed = new ArrayList<>();
    private final Lease<Journal> journal;

    /** Leases the journal first, as without one nothing may begin. */
    Preparation(Engine engine, Caller caller, OperationId id) throws RedoubtException {
        this.engine = engine;
        this.caller = caller;
        this.id = id;
        this.finder = new CheckpointFinder(engine);
        this.journal = keep(engine.journals().lease());
    }

    final Engine engine() {
        return engine;
    }

    final Caller caller() {
        return caller;
    }

    final OperationId id() {
        return id;
    }

    final CheckpointFinder finder() {
        return finder;
    }

    final <L extends AutoCloseable> L keep(L lease) {
        leased.add(lease);
        return lease;
    }

    final Sessions sessions() {
        return keep(new Sessions(engine.home().owner(), engine.leases(), new Replicas(engine.providers())));
    }

    /** Notices that a bank has lost what this home has seen in it, which nobody else could: of a checkpoint, or of all. */
    final void notice(ProviderLease provider, Optional<CheckpointId> checkpoint) throws RedoubtException {
        try {
            List<Key> missed = provider.vault().missed(provider.bank(), checkpoint.map(CheckpointId::value));
            if (!missed.isEmpty()) {
                Key key = missed.getFirst();
                LOG.log(Level.WARNING, "The bank of the provider {0} has lost {1}.", provider.provider().name(), key);
                // The newest of all may be somebody else's, of whom nothing is told here.
                String what = checkpoint.isPresent() ? key.toString() : "a checkpoint";
                noticed.add(Problem.of(ProblemKind.DAMAGED, "This home has seen " + what + " in the bank of the provider \"" + provider.provider().name()
                        + "\", and it is not there any more: the bank was put back to an earlier state, or somebody has taken it away.")
                        .hint("Scrub the provider to see what else is missing, and with --accept-missing if that is right.")
                        .subject(checkpoint.isPresent() ? key.toString() : provider.provider().name()));
            }
        } catch (RedoubtException unknown) {
            if (unknown.kind() == ProblemKind.CANCELLED) {
                throw unknown;
            }
            // What cannot be read now is told by what has to read it.
            LOG.log(Level.DEBUG, "Whether anything is missing could not be told: {0}", unknown.problem());
        }
    }

    /** Gives back all that was leased, as the operation is refused. */
    final void giveBack() {
        GivingBack.all(leased.reversed());
    }

    final CheckpointStart start(CheckpointId checkpoint, Plan plan, Optional<String> planName, String provider, ResourceGraph graph) {
        return new CheckpointStart(checkpoint, plan, planName, provider, engine.home().owner(), engine.home().owner().incarnation(), id, graph);
    }

    final Checkpoint planned(CheckpointStart start) {
        return new PlannedCheckpoint(start.id(), caller.project(), start.planName(), start.provider(), now(), start.graph());
    }

    private Instant now() {
        return engine.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * What is to be assigned.
     *
     * @param request what was asked for
     * @param work what is special to the operation
     * @param graph the resources
     * @param provider whose plugins may be used
     * @param writers who wrote the sections
     * @param withoutPlugin whether a resource may be left without a plugin
     * @param plan the plan, for a protection
     * @param bankPaths where the banks are that are written to
     * @param warnings what people should know of how it was prepared
     * @param earlier what an earlier run has left
     */
    record Task(OperationRequest request, Work work, ResourceGraph graph, ProviderLease provider, Writers writers, boolean withoutPlugin,
            Optional<Plan> plan, List<Path> bankPaths, List<Problem> warnings, Earlier earlier) {
        Task(OperationRequest request, Work work, ResourceGraph graph, ProviderLease provider, Writers writers, Earlier earlier) {
            this(request, work, graph, provider, writers, false, Optional.empty(), List.of(), List.of(), earlier);
        }

        Task lenient(boolean without) {
            return new Task(request, work, graph, provider, writers, without, plan, bankPaths, warnings, earlier);
        }

        Task plan(Plan is, List<Problem> found) {
            return new Task(request, work, graph, provider, writers, withoutPlugin, Optional.of(is), bankPaths, found, earlier);
        }

        Task writingTo(List<Path> paths) {
            return new Task(request, work, graph, provider, writers, withoutPlugin, plan, paths, warnings, earlier);
        }
    }

    /** The operation, once everybody is assigned, with everything that is wrong with that. */
    final OperationSpec assign(Task task) throws RedoubtException {
        Assigner assigner = new Assigner(engine, task.work().type(), task.provider().provider().plugins(), task.withoutPlugin());
        keep(assigner::release);
        OperationOptions options = task.request().options();
        Optional<Plan> plan = task.plan();
        List<Assignment> assignments = assigner.assign(task.graph(), task.writers()::written,
                plan.map(Plan::parameters).orElse(ParameterSet.empty()), options.parameters());
        Map<String, String> writers = writers(task.graph(), assignments);
        Earlier earlier = task.work().type() == OperationType.PROTECT ? kept(task, writers) : task.earlier();
        return new OperationSpec(id, assigner.problems(), new OperationHeader(caller, task.request(), writers, Fate.COUNTS, earlier.delivered()), journal, task.work(),
                task.graph(), assignments, engine.runtimePaths(task.bankPaths()), bankPaths(task), options.onFailure().or(() -> plan.map(Plan::onFailure)).orElse(FailurePolicy.STOP),
                options.priority().or(() -> plan.map(Plan::priority)).orElse(Priority.NORMAL),
                plan.flatMap(Plan::freezeBudget), plan.flatMap(Plan::hookTimeout), options.deadline().or(() -> plan.flatMap(Plan::deadline)),
                Stream.concat(noticed.stream(), task.warnings().stream()).toList(), earlier.startedAt().orElseGet(this::now), earlier);
    }

    /** A restore may write anywhere, also where a bank is that it does not use, or what this runtime is at work on. */
    private Set<Path> bankPaths(Task task) {
        if (task.work().type() != OperationType.RESTORE) {
            return Set.copyOf(task.bankPaths());
        }
        Set<Path> paths = new LinkedHashSet<>(engine.providers().bankPaths());
        paths.addAll(engine.home().own());
        return Set.copyOf(paths);
    }

    /** What a protect goes on from: the groups that it would not do otherwise today. */
    private static Earlier kept(Task task, Map<String, String> writers) {
        Earlier alike = task.earlier().by(writers);
        return task.work().minimumConsistency().map(alike::atLeast).orElse(alike).byGroup();
    }

    private static Map<String, String> writers(ResourceGraph graph, List<Assignment> assignments) {
        Map<String, String> writers = new TreeMap<>();
        for (int number = 0; number < assignments.size(); number++) {
            String type = graph.resource(number).type();
            if (!writers.containsKey(type)) {
                assignments.get(number).lease().ifPresent(lease -> writers.put(type, lease.id() + " " + lease.format()));
            }
        }
        return writers;
    }

    static RefusedException unusable(StoredCheckpoint stored, String verb) {
        List<Problem> problems = new ArrayList<>();
        problems.add(Problem.of(ProblemKind.CONFLICT, "Checkpoint " + stored.id() + " has the status " + stored.status().word()
                + " and cannot be " + verb + ".").hint(stored.status() == CheckpointStatus.DELETED
                ? "`redoubt undelete " + stored.id() + "` brings it back." : "`redoubt checkpoints --status available` lists those that can."));
        problems.addAll(stored.problems());
        return new RefusedException(problems);
    }

    /** The refusal of an operation whose checkpoint is not any more as it was found; empty if it is. */
    static Optional<RedoubtException> changed(StoredCheckpoint stored, OperationType type) throws BankException {
        return stored.changed().map(now -> refused(Problem.of(ProblemKind.CONFLICT, "Checkpoint " + stored.id() + " has become " + now.word()
                + " while the " + type.word() + " was being prepared.").hint("`redoubt why " + stored.id() + "` says what can be done with it now.")));
    }

    static RefusedException refused(Problem problem) {
        return new RefusedException(List.of(problem));
    }
}
