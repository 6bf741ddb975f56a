package org.redoubt.engine.operation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.redoubt.api.access.Caller;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.service.OperationEvent;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationListener;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.Operations.TimelineEntry;
import org.redoubt.api.service.ProgressView;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.hook.LocalHookRunner;
import org.redoubt.engine.lattice.ConsistencyGroups;
import org.redoubt.engine.lattice.FailurePolicy.Reaction;
import org.redoubt.engine.lattice.Lattice;
import org.redoubt.engine.lattice.LatticeBuilder;
import org.redoubt.engine.lattice.LatticeRun;
import org.redoubt.engine.lattice.RunReport;
import org.redoubt.engine.lattice.RunSpec;
import org.redoubt.engine.plugin.PluginLease;
import org.redoubt.engine.undo.OpenStep;
import org.redoubt.engine.undo.UndoLedger;

/** One operation from its acceptance to its end. Thread-safe. */
final class OperationRun implements OperationHandle, RunHost {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.operation");

    private final Engine engine;
    private final OperationSpec spec;
    private final ResourceRuns resources;
    private final UndoLedger ledger;
    private final LeasedSnapshotters snapshotters;
    private final OperationEvents events;
    private final OperationStates states;
    private final Timeline timeline;
    private final RunUndo undo;
    private final LocalHookRunner runner;
    private final RunHooks hooks;
    private final Lattice lattice;
    private final Optional<ConsistencyGroups> frozenGroups;
    private final Map<Integer, Instant> frozenSince = new ConcurrentHashMap<>();
    private final Warnings warnings = new Warnings();
    private final List<Problem> problems = new ArrayList<>();
    private final LongAdder bytesDone = new LongAdder();
    private final LongAdder bytesExpected = new LongAdder();
    private final CompletableFuture<OperationView> done = new CompletableFuture<>();
    private volatile String cancelReason;
    private volatile LatticeRun latticeRun;
    private volatile Instant endedAt;
    private volatile boolean keptProducts;

    OperationRun(Engine engine, OperationSpec spec) {
        this.engine = engine;
        this.spec = spec;
        this.lattice = compile(spec);
        this.resources = new ResourceRuns(spec.graph(), lattice, number -> new ResourceRun(this, number, spec.assignments().get(number)));
        this.ledger = new UndoLedger(spec.id(), engine.journal());
        this.snapshotters = new LeasedSnapshotters(engine.snapshotters());
        this.events = new OperationEvents(spec.id(), engine.clock());
        this.states = new OperationStates(state -> events.tell(OperationEvent.Kind.STATE, Optional.empty(), Optional.empty(), state.word()));
        this.timeline = new Timeline(spec.graph(), engine.clock().instant(), System.nanoTime());
        this.undo = new RunUndo(spec.id(), this, events);
        this.runner = new LocalHookRunner(number -> spec.assignments().get(number).operation().orElseThrow());
        this.hooks = new RunHooks(spec.id(), spec.work(), resources, runner, engine, spec.hookTimeout(), events, timeline, undo,
                () -> states.tryTo(OperationState.STOPPING));
        spec.warnings().forEach(warnings::add);
        this.frozenGroups = spec.freezeBudget().map(budget -> ConsistencyGroups.of(lattice));
    }

    private static Lattice compile(OperationSpec spec) {
        LatticeBuilder builder = new LatticeBuilder(spec.graph().size());
        for (int r = 0; r < spec.graph().size(); r++) {
            builder.hooks(r, spec.assignments().get(r).hooks(spec.work().ownHooks()));
            for (int c = 0; c < spec.graph().childCount(r); c++) {
                builder.edge(r, spec.graph().child(r, c));
            }
        }
        return builder.build();
    }

    /** The questions that are asked before it runs. */
    Preflight preflight() {
        return new Preflight(spec, resources, runner);
    }

    /**
     * Begins to run.
     *
     * @param ended told when it has ended, before {@link #done()} completes
     */
    void start(Consumer<OperationRun> ended) {
        for (Assignment assignment : spec.assignments()) {
            assignment.lease().ifPresent(this::watch);
        }
        spec.deadline().ifPresent(limit -> done.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            cancel("It took longer than the " + limit + " it was allowed to.");
            return null;
        }));
        Thread.ofPlatform().name("redoubt-operation-" + spec.id()).start(() -> {
            try {
                drive();
            } finally {
                finish(ended);
            }
        });
    }

    private void watch(PluginLease lease) {
        lease.onAbandoned(() -> {
            cancel("The plugin " + lease.id() + " is being taken away.");
            undo.leaving(lease.id());
        });
    }

    private void finish(Consumer<OperationRun> ended) {
        endedAt = engine.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        ended.accept(this);
        events.close();
        done.complete(view());
        snapshotters.close();
        spec.close();
    }

    private void drive() {
        try {
            states.to(OperationState.RUNNING);
            if (begin() && runHooks() && succeed()) {
                states.to(problems().isEmpty() ? OperationState.SUCCEEDED : OperationState.FAILED);
            } else {
                fail();
            }
        } catch (RuntimeException | Error broken) {
            LOG.log(Level.ERROR, "Operation " + spec.id() + " failed by a fault of the engine.", broken);
            problem(Problem.of(ProblemKind.INTERNAL, broken).hint("Report this with the log of the runtime."));
            fail();
        }
    }

    private boolean begin() {
        if (cancelReason != null) {
            return false;
        }
        try {
            spec.work().begin();
            return true;
        } catch (RedoubtException e) {
            problem(e.problem());
            return false;
        }
    }

    private boolean runHooks() {
        RunSpec run = RunSpec.of(lattice, hooks).withDemands(hooks).withListener(hooks)
                .withPolicy(failure -> spec.onFailure() == FailurePolicy.ISOLATE ? Reaction.GIVE_UP_GROUP : Reaction.STOP_RUN);
        LatticeRun running = engine.dispatcher().start(run);
        latticeRun = running;
        if (cancelReason != null) {
            running.cancel();
        }
        RunReport report = awaitEnd(running);
        report.failures().forEach(failure -> problem(Problem.of(ProblemKind.INTERNAL, failure.cause())));
        Outcomes.settle(resources, running, problems());
        return report.ending() == RunReport.Ending.COMPLETED && (report.failures().isEmpty() || someGroupIsWhole());
    }

    private boolean someGroupIsWhole() {
        boolean whole = false;
        for (ResourceRun resource : resources) {
            whole |= resource.status() == ResourceStatus.DONE;
        }
        return whole;
    }

    private static RunReport awaitEnd(LatticeRun running) {
        while (true) {
            try {
                return running.await();
            } catch (InterruptedException stop) {
                running.cancel();
            }
        }
    }

    private boolean succeed() {
        boolean whole = problems().isEmpty();
        List<OpenStep> leftOver = ledger.open().stream().filter(step -> step.spec().scope() == UndoSpec.Scope.TRANSIENT).toList();
        Map<OpenStep, UndoResult> left = undo.all(true);
        if (whole) {
            leftOver.forEach(step -> resources.get(step.number()).warn(Problem.of(ProblemKind.PLUGIN, "The plugin " + step.plugin()
                    + " left the step \"" + step.spec().name() + "\" open; it was taken back.")));
        }
        left.forEach(this::stillOpen);
        try {
            spec.work().succeed(resources, problems());
            keptProducts = true;
            return true;
        } catch (RedoubtException e) {
            problem(e.problem());
            return false;
        }
    }

    private void fail() {
        if (cancelReason != null && problems().isEmpty()) {
            problem(Problem.of(ProblemKind.CANCELLED, cancelReason));
        }
        states.tryTo(OperationState.UNDOING);
        keptProducts = spec.work().keepsProducts();
        undo.all(keptProducts).forEach(this::stillOpen);
        if (latticeRun == null) {
            Outcomes.neverRan(resources, problems());
        }
        try {
            spec.work().fail(resources, problems());
        } catch (RedoubtException e) {
            problem(e.problem());
        }
        boolean cancelled = cancelReason != null && problems().getFirst().kind() == ProblemKind.CANCELLED;
        if (!states.tryTo(cancelled ? OperationState.CANCELLED : OperationState.FAILED)) {
            states.tryTo(OperationState.FAILED);
        }
    }

    private void stillOpen(OpenStep step, UndoResult result) {
        problem(Problem.of(ProblemKind.CONFLICT, "The step \"" + step.spec().name() + "\" could not be taken back: " + result.reason())
                .subject(step.resource().toString()));
    }

    private void problem(Problem problem) {
        synchronized (problems) {
            if (problems.size() < Warnings.KEPT && !problems.contains(problem)) {
                problems.add(problem);
            }
        }
    }

    private List<Problem> problems() {
        synchronized (problems) {
            return List.copyOf(problems);
        }
    }

    List<TimelineEntry> timeline() {
        return timeline.entries();
    }

    @Override
    public OperationId id() {
        return spec.id();
    }

    @Override
    public OperationView view() {
        Work work = spec.work();
        List<String> running = states.get().ended() ? List.of() : hooks.running();
        ProgressView progress = new ProgressView(hooks.ended(), lattice.tasks(), bytesDone.sum(),
                Math.max(bytesExpected.sum(), bytesDone.sum()), running);
        return new OperationSnapshot(spec.id(), work.type(), states.get(), spec.caller().project(), work.plan(), work.provider(),
                work.checkpoint().id(), work.target().map(checkpoint -> checkpoint.id()), spec.acceptedAt(), Optional.ofNullable(endedAt),
                problems(), warnings.kept(), warnings.count(), progress, OutcomeSnapshot.all(resources), openSteps());
    }

    /** What a restore made and keeps is no open step. */
    private int openSteps() {
        return (int) ledger.open().stream().filter(step -> !keptProducts || step.spec().scope() == UndoSpec.Scope.TRANSIENT).count();
    }

    @Override
    public CompletionStage<OperationView> done() {
        return done.minimalCompletionStage();
    }

    @Override
    public void cancel(String reason) {
        if (cancelReason == null && !states.get().ended()) {
            cancelReason = reason;
            LatticeRun running = latticeRun;
            if (running != null) {
                running.cancel();
            }
        }
    }

    @Override
    public Listening listen(OperationListener listener) {
        return events.listen(listener);
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public Work work() {
        return spec.work();
    }

    @Override
    public Caller caller() {
        return spec.caller();
    }

    @Override
    public ResourceRuns resources() {
        return resources;
    }

    @Override
    public UndoLedger ledger() {
        return ledger;
    }

    @Override
    public LeasedSnapshotters snapshotters() {
        return snapshotters;
    }

    @Override
    public Set<Path> runtimePaths() {
        return spec.runtimePaths();
    }

    @Override
    public void checkCancelled(int number) throws CancelledException {
        LatticeRun running = latticeRun;
        if (running != null && running.isStopping(number)) {
            throw new CancelledException(cancelReason != null ? cancelReason : "The operation is stopping because something failed.");
        }
    }

    @Override
    public Optional<Instant> freezeDeadline(int number) {
        return frozenGroups.flatMap(groups -> spec.freezeBudget().map(budget ->
                frozenSince.computeIfAbsent(groups.groupOf(number), group -> engine.clock().instant()).plus(budget)));
    }

    @Override
    public void expect(long bytes) {
        bytesExpected.add(bytes);
    }

    @Override
    public void advance(long bytes) {
        bytesDone.add(bytes);
    }

    @Override
    public void warn(int number, Problem problem) {
        warnings.add(problem);
        events.tell(OperationEvent.Kind.WARNING, Optional.of(spec.graph().resource(number).ref()), Optional.empty(), problem.toString());
    }

    @Override
    public void incomplete(int number, Problem problem) {
        problem(problem);
    }
}
