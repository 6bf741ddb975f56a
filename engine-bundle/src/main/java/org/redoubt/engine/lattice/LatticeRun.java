package org.redoubt.engine.lattice;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import org.redoubt.api.protection.Hook;
import org.redoubt.engine.lattice.RunReport.Ending;

/** One run of a lattice, from {@link Dispatcher#start} until every hook has ended or will never start. Thread-safe. */
public final class LatticeRun {
    private static final Duration INTERRUPT_AGAIN = Duration.ofMillis(500);

    private final RunSpec spec;
    private final Dispatcher dispatcher;
    private final RunEvents events;
    private final boolean undemanding;
    private final HookStates states;
    private final Countdown countdown;
    private final RunQueues queues;
    private final Marks givenUp;
    private final Queue<HookFailure> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Future<?>> timers = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Ending> ending = new AtomicReference<>(Ending.COMPLETED);
    private final CompletableFuture<RunReport> done = new CompletableFuture<>();

    /** Hooks that are ready or running; the start counts as one until it has opened the first. */
    private final AtomicLong open = new AtomicLong(1);

    LatticeRun(RunSpec spec, Dispatcher dispatcher, Capacity mains) {
        this.spec = spec;
        this.dispatcher = dispatcher;
        this.undemanding = spec.demands() == HookDemands.NONE;
        this.events = new RunEvents(spec.listener());
        this.states = new HookStates(spec.lattice());
        this.givenUp = new Marks(spec.lattice().resources());
        this.queues = new RunQueues(this, spec.priority(), mains);
        this.countdown = new Countdown(spec.lattice(), this);
    }

    /** Ends when the last hook has; never exceptionally. What depends on it should go on on a thread of its own. */
    public CompletionStage<RunReport> done() {
        return done.minimalCompletionStage();
    }

    /** Waits for the end. */
    public RunReport await() throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public HookState state(int resource, Hook hook) {
        return states.get(HookId.of(resource, hook));
    }

    /** Whether a hook of this resource should end early. */
    public boolean isStopping(int resource) {
        return isStopping() || givenUp.contains(resource);
    }

    /** Whether this resource was given up while others went on. */
    public boolean isGivenUp(int resource) {
        return givenUp.contains(resource);
    }

    /** Starts no more hooks and asks the running ones to stop. */
    public void cancel() {
        stop(Ending.CANCELLED);
    }

    /**
     * Goes on without these resources: their hooks that have not started never do, the running ones are asked to stop.
     * What depends on them goes on as if they had ended, so give up whole consistency groups.
     */
    public void giveUp(BitSet resources) {
        resources.stream().forEach(givenUp::add);
        events.givenUp(resources);
        IntDeque withdrawn = new IntDeque();
        IntPredicate which = id -> givenUp.contains(HookId.resource(id));
        dispatcher.withdraw(this, which, withdrawn::add);
        Frontier frontier = new Frontier();
        int closed = withdrawn.size();
        while (!withdrawn.isEmpty()) {
            int id = withdrawn.pollFirst();
            states.set(id, HookState.SKIPPED);
            countdown.advance(id, frontier);
        }
        publish(frontier, closed);
        endAfterGrace(which);
    }

    /**
     * Does something while this run cannot end.
     *
     * @return whether it was done; not if the run has ended already
     */
    public boolean beforeEnd(Runnable action) {
        for (long now = open.get(); now > 0; now = open.get()) {
            if (open.compareAndSet(now, now + 1)) {
                try {
                    action.run();
                } finally {
                    retire(1);
                }
                return true;
            }
        }
        return false;
    }

    /** A hook that may still run has failed already: what follows is as if it had ended so. Not for a run that may end meanwhile. */
    public void fail(HookFailure failure) {
        failures.add(failure);
        react(failure);
    }

    void start() {
        events.begins(this);
        Lateness lateness = new Lateness(this, spec.timeouts());
        lateness.pause().ifPresent(pause -> timers.add(dispatcher.everyLook(pause, () -> lateness.look(dispatcher))));
        Frontier frontier = new Frontier();
        countdown.open(frontier);
        publish(frontier, 1);
    }

    /** Runs a hook on a worker; returns how many hooks it has opened, less the one that is closed by that. */
    int perform(Worker worker, int id) {
        worker.slot.enter(worker.queue, id);
        int resource = HookId.resource(id);
        if (isStopping(resource)) {
            worker.slot.leave();
            return isStopping() ? -1 : skip(id, worker.frontier);
        }
        Hook hook = HookId.hook(id);
        states.set(id, HookState.RUNNING);
        events.started(id);
        HookOutcome outcome = call(resource, hook);
        boolean kept = worker.slot.leave();
        boolean late = worker.slot.takeLate();
        if (kept) {
            if (late) {
                close(id, HookState.FAILED);
            } else {
                end(id, outcome);
            }
            return open(id, worker.frontier);
        }
        events.returned(id);
        return 0;
    }

    /** Counts hooks that were opened less hooks that were closed, while another one is still open. */
    void count(int change) {
        if (change != 0) {
            open.addAndGet(change);
        }
    }

    /** Counts hooks that have ended; the last one ends the run. */
    void retire(int closed) {
        if (closed > 0 && open.addAndGet(-closed) == 0) {
            timers.forEach(timer -> timer.cancel(false));
            dispatcher.ended(this);
            done.complete(new Report(ending.get(), List.copyOf(failures), states));
        }
    }

    boolean isStopping() {
        return ending.get() != Ending.COMPLETED;
    }

    /** Whether a hook that could become ready is passed over. */
    boolean skips(int id) {
        if (givenUp.contains(HookId.resource(id))) {
            states.set(id, HookState.SKIPPED);
            return true;
        }
        return false;
    }

    ReadyQueue queueOf(int id) {
        return queues.of(id, demand(id));
    }

    private Demand demand(int id) {
        if (HookId.isPrepare(id) || undemanding) {
            return Demand.NONE;
        }
        try {
            return Objects.requireNonNull(spec.demands().of(HookId.resource(id), HookId.hook(id)), "No demand.");
        } catch (RuntimeException broken) {
            failures.add(new HookFailure(HookId.resource(id), HookId.hook(id), broken));
            stop(Ending.FAILED);
            return Demand.NONE;
        }
    }

    private HookOutcome call(int resource, Hook hook) {
        try {
            HookOutcome outcome = spec.body().run(this, resource, hook);
            return outcome != null ? outcome : HookOutcome.failed(new NullPointerException("The hook has no outcome."));
        } catch (Throwable thrown) {
            return HookOutcome.failed(thrown);
        }
    }

    private int skip(int id, Frontier frontier) {
        states.set(id, HookState.SKIPPED);
        return open(id, frontier);
    }

    private void end(int id, HookOutcome outcome) {
        switch (outcome) {
            case HookOutcome.Done done -> close(id, HookState.DONE);
            case HookOutcome.Stopped stopped when isStopping(HookId.resource(id)) -> close(id, HookState.STOPPED);
            case HookOutcome.Stopped stopped -> fail(id, HookState.FAILED,
                    new IllegalStateException("The hook stopped early although nobody had asked it to."));
            case HookOutcome.Failed failed -> fail(id, HookState.FAILED, failed.cause());
        }
    }

    private void close(int id, HookState state) {
        states.set(id, state);
        events.ended(id, state);
    }

    private void fail(int id, HookState state, Throwable cause) {
        HookFailure failure = new HookFailure(HookId.resource(id), HookId.hook(id), cause);
        failures.add(failure);
        close(id, state);
        react(failure);
    }

    private void react(HookFailure failure) {
        if (isStopping(failure.resource())) {
            return;
        }
        switch (reaction(failure)) {
            case STOP_RUN -> stop(Ending.FAILED);
            case GIVE_UP_GROUP -> giveUpGroupOf(failure.resource());
        }
    }

    private FailurePolicy.Reaction reaction(HookFailure failure) {
        try {
            return Objects.requireNonNull(spec.policy().onFailure(failure), "The policy has no reaction.");
        } catch (RuntimeException broken) {
            failure.cause().addSuppressed(broken);
            return FailurePolicy.Reaction.STOP_RUN;
        }
    }

    private void giveUpGroupOf(int resource) {
        ConsistencyGroups groups = ConsistencyGroups.of(spec.lattice());
        giveUp(groups.members(groups.groupOf(resource)));
    }

    /** Opens what waited for the hook last; returns how many hooks that are, less the one that is closed. */
    private int open(int id, Frontier frontier) {
        if (isStopping()) {
            return -1;
        }
        frontier.mark();
        countdown.advance(id, frontier);
        events.ready(frontier);
        return frontier.fresh() - 1;
    }

    /** Hands over what was opened elsewhere than on a worker, then counts what was closed for it. */
    private void publish(Frontier frontier, int closed) {
        events.ready(frontier);
        open.addAndGet(frontier.fresh());
        retire(dispatcher.push(frontier) + closed);
    }

    /** Not a run that ends meanwhile: nobody would ever take its timers away. */
    private void stop(Ending why) {
        beforeEnd(() -> stopNow(why));
    }

    private void stopNow(Ending why) {
        if (!ending.compareAndSet(Ending.COMPLETED, why)) {
            return;
        }
        events.stopping(why);
        IntDeque withdrawn = new IntDeque();
        dispatcher.withdraw(this, id -> true, withdrawn::add);
        endAfterGrace(id -> true);
        retire(withdrawn.size());
    }

    private void endAfterGrace(IntPredicate which) {
        // Again and again, as a hook may swallow an interrupt, or have been about to start at the first one.
        timers.add(dispatcher.every(spec.grace().interrupt(), INTERRUPT_AGAIN, () ->
                dispatcher.forEachWorker(worker -> worker.slot.interrupt(worker.thread(), this, which))));
        timers.add(dispatcher.after(spec.grace().interrupt().plus(spec.grace().abandon()), () ->
                dispatcher.forEachWorker(worker -> worker.abandon(this, which).ifPresent(this::abandon))));
    }

    private void abandon(Worker.Abandoned hook) {
        int id = hook.id();
        TimeoutException cause = new TimeoutException("The hook did not end within its grace after it was asked to stop.");
        cause.setStackTrace(hook.stack().toArray(new StackTraceElement[0]));
        events.abandoned(id, hook.stack());
        fail(id, HookState.ABANDONED, cause);
        Frontier frontier = new Frontier();
        if (!isStopping()) {
            countdown.advance(id, frontier);
        }
        publish(frontier, 1);
    }

    private record Report(Ending ending, List<HookFailure> failures, HookStates states) implements RunReport {
        @Override
        public HookState state(int resource, Hook hook) {
            return states.get(HookId.of(resource, hook));
        }
    }
}
