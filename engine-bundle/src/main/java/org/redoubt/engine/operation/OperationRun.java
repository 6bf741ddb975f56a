package org.redoubt.engine.operation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.OperationEvent;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationListener;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.Operations.TimelineEntry;
import org.redoubt.api.service.ProgressView;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.hook.LocalHookRunner;
import org.redoubt.engine.journal.OperationJournal.Harvest;
import org.redoubt.engine.journal.OperationJournal;
import org.redoubt.engine.lattice.FailurePolicy.Reaction;
import org.redoubt.engine.lattice.HookFailure;
import org.redoubt.engine.lattice.Lattice;
import org.redoubt.engine.lattice.LatticeRun;
import org.redoubt.engine.lattice.RunReport;
import org.redoubt.engine.lattice.RunSpec;
import org.redoubt.engine.plugin.PluginLease;
import org.redoubt.engine.undo.Heir;
import org.redoubt.engine.undo.OpenStep;
import org.redoubt.engine.undo.UndoLedger;

/** One operation from its acceptance to its end. Thread-safe. */
final class OperationRun implements OperationHandle {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.operation");

    private final Engine engine;
    private final OperationSpec spec;
    private final Lattice lattice;
    private final PrepareQueue.Place place;
    private final RunHost host;
    private final OperationStates states;
    private final Timeline timeline;
    private final RunUndo undo;
    private final RunWatch watch;
    private final RunHooks hooks;
    private final LocalHookRunner runner;
    private final RunEnd end;
    private final RunView view;
    private final RunRecord record;
    private final CompletableFuture<OperationView> done = new CompletableFuture<>();
    private volatile boolean ran;
    private volatile boolean settling;
    private volatile boolean leavesLate;

    OperationRun(Engine engine, OperationSpec spec, PrepareQueue prepares) {
        this.engine = engine;
        this.spec = spec;
        this.lattice = Lattices.of(spec.graph(), number -> spec.hooks(number));
        this.place = prepares.place(spec, lattice, engine.clock());
        OperationEvents events = new OperationEvents(spec.id(), engine.clock());
        FreezeWindows freezes = new FreezeWindows(engine.clock(), engine.dispatcher(), spec.freezeBudget(), lattice);
        ResourceRuns resources = new ResourceRuns(spec, freezes);
        OperationJournal journal = new OperationJournal(spec.id(), spec.journal().service(), spec.graph().size(),
                resources::document, spec.work().harvest().map(action -> new Harvest(engine.patience().harvest(), action)));
        this.host = new RunHost(engine, spec, resources, new UndoLedger(spec.id(), journal, engine.lateHooks(), spec.earlier().steps(),
                spec.header().delivered()), journal, new LeasedSnapshotters(engine.snapshotters()), new Cancellation(),
                freezes, new RunTally(), events);
        this.states = new OperationStates(spec.earlier().state(), this::entered);
        this.timeline = new Timeline(spec.graph(), engine.clock().instant(), System.nanoTime());
        Thaws thaws = new Thaws(host, place);
        this.undo = new RunUndo(spec.id(), host, events, thaws::look);
        this.runner = new LocalHookRunner(number -> spec.assignments().get(number).operation().orElseThrow());
        this.hooks = new RunHooks(host, runner, new FreezeBudget(host, undo));
        this.watch = new RunWatch(host, timeline, undo, place, thaws, () -> states.tryTo(OperationState.STOPPING));
        this.end = new RunEnd(host, undo);
        this.view = new RunView(host, lattice, watch);
        this.record = new RunRecord(host, lattice, view);
        spec.warnings().forEach(host.tally().warnings()::add);
    }

    /** The questions that are asked before it runs. */
    Preflight preflight() {
        return new Preflight(host, runner);
    }

    private void entered(OperationState state) {
        host.events().tell(OperationEvent.Kind.STATE, Optional.empty(), Optional.empty(), state.word());
        // That it is stopping is of no use to who finds it after a crash, and who stops it has to thaw, not to wait for a journal.
        if (!state.ended() && state != OperationState.STOPPING) {
            record.stands(state);
        }
    }

    /**
     * Records that it begins: the last thing before it does.
     *
     * @throws RedoubtException if that cannot be recorded; then it must not begin
     */
    void record() throws RedoubtException {
        record.begin();
    }

    /** Gives back what was leased, as it never begins: whoever waits for its end need not wait any more. */
    void giveBack() {
        quietly(host.snapshotters()::close);
        quietly(spec::close);
        done.complete(view());
    }

    /** What it is to do. */
    OperationSpec spec() {
        return spec;
    }

    /**
     * Begins to run.
     *
     * @param ended told when it has ended, before {@link #done()} completes
     * @param heir looks after its steps then
     */
    void start(Consumer<OperationRun> ended, Heir heir) {
        spec.leases().forEach(this::watch);
        spec.deadline().ifPresent(limit -> {
            Future<?> alarm = engine.dispatcher().later(limit, () -> host.cancellation().request(overdue(limit)));
            done.whenComplete((view, never) -> alarm.cancel(false));
        });
        Thread.ofPlatform().name("redoubt-operation-" + spec.id()).start(() -> {
            drive();
            finish(ended, heir);
        });
    }

    private Problem overdue(Duration limit) {
        return Problem.of(ProblemKind.TIMEOUT, "The " + spec.work().type().word() + " did not end within the " + Words.seconds(limit)
                + " that it was allowed to take.").hint("Allow more with its deadline, or look into the timeline for what took long.");
    }

    private void watch(PluginLease lease) {
        lease.onAbandoned(() -> {
            cancel("The plugin " + lease.id() + " is being taken away.");
            undo.leaving(lease.id());
        });
    }

    /** Nothing that goes wrong here may keep the others from being told, or a lease from being given back. */
    private void finish(Consumer<OperationRun> ended, Heir heir) {
        record.endedAt(engine.clock().instant().truncatedTo(ChronoUnit.MILLIS));
        quietly(place::close);
        quietly(host.freezes()::close);
        quietly(host.snapshotters()::close);
        quietly(() -> recordEnd(heir));
        quietly(this::logFailure);
        quietly(spec::close);
        quietly(() -> ended.accept(this));
        quietly(host.events()::close);
        done.complete(view());
    }

    private void recordEnd(Heir heir) {
        host.ledger().handOver(heir);
        leavesLate = record.openSteps() > 0 && host.ledger().all().stream().anyMatch(step -> !step.isTransient() && step.isWanted())
                && engine.lateHooks().expects(spec.id());
        record.end(states.get(), timeline());
    }

    private void logFailure() {
        if (states.get() == OperationState.FAILED) {
            int left = record.openSteps();
            LOG.log(Level.WARNING, "The {0} {1} failed{2}: {3}", spec.work().type().word(), spec.id(), left == 0 ? "" : ", and " + left
                    + " of its steps could not be taken back yet", host.tally().problems().stream().findFirst().map(Problem::toString).orElse(""));
        }
    }

    private void quietly(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error broken) {
            LOG.log(Level.ERROR, "Operation " + spec.id() + " did not end cleanly.", broken);
        }
    }

    private void drive() {
        try {
            states.to(OperationState.RUNNING);
            if (begin() && place.take(host.cancellation()) && runHooks()) {
                settling = true;
                if (end.succeed(record.document(states.get()))) {
                    record.keepProducts(true);
                    states.to(host.tally().problems().isEmpty() ? OperationState.SUCCEEDED : OperationState.FAILED);
                    return;
                }
            }
        } catch (RuntimeException | Error broken) {
            LOG.log(Level.ERROR, "Operation " + spec.id() + " failed by a fault of the engine.", broken);
            host.tally().problem(RunEnd.internal(broken));
        }
        fail();
    }

    private boolean begin() {
        if (host.cancellation().cause().isPresent()) {
            return false;
        }
        try {
            spec.work().begin(spec.earlier());
            return true;
        } catch (RedoubtException e) {
            // Who asked it to stop says more than where that was noticed.
            host.cancellation().cause().filter(why -> e.kind() == ProblemKind.CANCELLED).ifPresent(host.tally()::problem);
            host.tally().problem(e.problem());
            return false;
        }
    }

    private boolean runHooks() {
        RunSpec run = RunSpec.of(lattice, hooks).withDemands(hooks).withTimeouts(hooks).withPriority(Lattices.priority(spec.priority()))
                .withListener(watch).withGrace(engine.patience().hooks())
                .withPolicy(failure -> spec.onFailure() == FailurePolicy.ISOLATE ? Reaction.GIVE_UP_GROUP : Reaction.STOP_RUN);
        LatticeRun running = engine.dispatcher().start(run);
        ran = true;
        RunReport report = awaitEnd(running);
        List<Problem> failures = report.failures().stream().map(this::problem).toList();
        boolean stopped = report.ending() == RunReport.Ending.CANCELLED || failures.stream().anyMatch(problem -> problem.kind() == ProblemKind.CANCELLED);
        host.cancellation().cause().filter(why -> stopped).ifPresent(host.tally()::problem);
        failures.forEach(host.tally()::problem);
        Outcomes.settle(host, running);
        return report.ending() == RunReport.Ending.COMPLETED && ConsistencyDemand.isMet(host)
                && (report.failures().isEmpty() || someGroupIsWhole());
    }

    /** The state of an abandoned hook says more than what the lattice made of it. */
    private Problem problem(HookFailure failure) {
        return failure.cause() instanceof RedoubtException known ? known.problem()
                : host.resources().get(failure.resource()).reasons().stream().findFirst().orElseGet(() -> RunEnd.internal(failure.cause()));
    }

    private boolean someGroupIsWhole() {
        boolean whole = false;
        for (ResourceRun resource : host.resources()) {
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

    /** Whether it has ended, and what it has made is still to go, as a hook that was given up may make it late. */
    boolean leavesLate() {
        return leavesLate;
    }

    /** Whether all its hooks have run, and nothing is left but to record that. */
    boolean isSettling() {
        return settling;
    }

    private void fail() {
        settling = false;
        record.revoke(end.revokes());
        states.tryTo(OperationState.UNDOING);
        JsonObject standing = record.document(states.get());
        record.keepProducts(spec.keepsProducts());
        quietly(() -> end.fail(ran, standing));
        boolean cancelled = host.cancellation().cause().isPresent()
                && host.tally().problems().stream().findFirst().filter(first -> first.kind() == ProblemKind.CANCELLED).isPresent();
        if (!states.tryTo(cancelled ? OperationState.CANCELLED : OperationState.FAILED)) {
            states.tryTo(OperationState.FAILED);
        }
    }

    /** The steps that are open. */
    List<OpenStep> steps() {
        return host.ledger().all();
    }

    /** What it waits for now, in sentences. */
    List<String> waits() {
        return new RunWaits(host, lattice, timeline, hooks, place).sentences(states.get());
    }

    List<TimelineEntry> timeline() {
        return timeline.entries();
    }

    @Override
    public OperationId id() {
        return spec.id();
    }

    @Override
    public OperationState state() {
        return states.get();
    }

    @Override
    public ProgressView progress() {
        return view.progress();
    }

    @Override
    public OperationView view() {
        return record.view(states.get());
    }

    @Override
    public CompletionStage<OperationView> done() {
        return done.minimalCompletionStage();
    }

    @Override
    public void cancel(String reason) {
        if (!states.get().ended()) {
            host.cancellation().request(Problem.of(ProblemKind.CANCELLED, reason));
        }
    }

    @Override
    public Listening listen(OperationListener listener) {
        return host.events().listen(listener);
    }
}
