package org.redoubt.engine.lattice;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/** A thread of a lane: takes what is ready, runs it, hands on what that opened, and takes the next. */
final class Worker implements Runnable {
    private static final Logger LOG = System.getLogger(Worker.class.getName());

    final HookSlot slot = new HookSlot();
    final Frontier frontier = new Frontier();
    final Stride stride = new Stride();
    final boolean platform;

    // What it does: a step, or a hook.
    Runnable step;
    ReadyQueue queue;
    int id;

    /** The queue from which the lane served it last. */
    ReadyQueue source;

    /** More hooks from there, which need no more than it holds. */
    final IntDeque batch = new IntDeque();

    /** What it holds: at least what its hook demands. */
    Demand held = Demand.NONE;

    /** Whether its lane knows that it may hold hooks that it has not begun. */
    boolean stocked;

    /** The hook in which the overseer saw it last. Guarded by the lock of the lane. */
    long seen;

    /** How many hooks of its frontier the lane did not take, as their run is stopping. */
    int dropped;

    /** Kept by its crew for the next call. */
    boolean benched;

    /** Kept in a hook that was given up: it counts nowhere any more, and ends with that hook. Guarded by the lock of the lane. */
    boolean lost;

    /** Called to work, but not yet seen by the lane. */
    volatile boolean coming = true;

    private final Dispatcher dispatcher;
    private final Lane lane;
    private final String name;
    private volatile Thread thread;

    /** Hooks opened less hooks closed, of which their run does not know yet. */
    private int balance;

    Worker(Dispatcher dispatcher, Lane lane, boolean platform, String name) {
        this.dispatcher = dispatcher;
        this.lane = lane;
        this.platform = platform;
        this.name = name;
    }

    Thread thread() {
        return thread;
    }

    /** Sets a worker going that the lane has called, be it new or idle. */
    void call() {
        if (thread != null) {
            LockSupport.unpark(thread);
            return;
        }
        if (platform) {
            try {
                start(Thread.ofPlatform().daemon());
                return;
            } catch (OutOfMemoryError noMoreThreads) {
                // The limit of the machine is below ours: go on as the overflow does.
            }
        }
        start(Thread.ofVirtual());
    }

    private void start(Thread.Builder builder) {
        Thread fresh = builder.name(name).inheritInheritableThreadLocals(false).unstarted(this);
        thread = fresh;
        fresh.start();
    }

    @Override
    public void run() {
        dispatcher.arrived(this);
        try {
            Lane.Turn turn = lane.exchange(this);
            while (turn == Lane.Turn.WORK || lane.rest(this)) {
                turn = turn == Lane.Turn.WORK ? work() : lane.exchange(this);
            }
        } finally {
            dispatcher.left(this);
        }
    }

    /** Takes a hook from the lane, with what it demands. */
    void take(ReadyQueue from, int taken) {
        if (source != from) {
            source = from;
        }
        if (held != from.demand) {
            held = from.demand;
        }
        turnTo(from, taken);
    }

    /** Goes on with a hook for which it holds enough already. */
    void turnTo(ReadyQueue from, int taken) {
        // Writing a reference costs the garbage collector more than comparing it costs us.
        if (queue != from) {
            queue = from;
        }
        id = taken;
    }

    /** Tells the balance, and begins a new one. */
    int settle() {
        int settled = balance;
        balance = 0;
        return settled;
    }

    void giveBack() {
        if (held != Demand.NONE) {
            held.give();
            held = Demand.NONE;
        }
    }

    /** Goes on without the worker if it is in such a hook; nothing that it has taken over or holds stays with it. */
    Optional<Abandoned> abandon(LatticeRun run, IntPredicate which) {
        List<StackTraceElement> stack = new ArrayList<>();
        OptionalInt hook = slot.abandon(run, which, () -> {
            stack.addAll(List.of(thread.getStackTrace()));
            lane.lose(this);
        });
        return hook.isPresent() ? Optional.of(new Abandoned(hook.getAsInt(), stack)) : Optional.empty();
    }

    /**
     * A hook that was taken away from its worker.
     *
     * @param id which
     * @param stack what it was doing
     */
    record Abandoned(int id, List<StackTraceElement> stack) {
    }

    /** Lets go of the last run, as nobody knows how long the worker will be idle. */
    void forget() {
        queue = null;
        source = null;
        slot.forget();
        frontier.forget();
    }

    /** Waits on the worker's own thread until it is called again or the time is over. */
    void idle(Duration keepAlive) {
        long end = System.nanoTime() + keepAlive.toNanos();
        for (long left = keepAlive.toNanos(); !coming && left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    private Lane.Turn work() {
        if (step != null) {
            runStep();
            return lane.exchange(this);
        }
        LatticeRun current = queue.run;
        stride.count();
        // The balance may be settled by somebody else while the hook runs, so it is read only afterwards.
        int change = current.perform(this, id);
        balance += change;
        if (lane.goesOn(this)) {
            return Lane.Turn.WORK;
        }
        int settled = settle();
        current.count(Math.max(0, settled));
        int closed = Math.max(0, -settled) + dispatcher.pushAcross(lane, frontier.of(!lane.isOfPrepares()));
        Lane.Turn next = lane.exchange(this);
        // Only now, so that the permits are free again when the run says that it is over.
        current.retire(closed + dropped);
        return next;
    }

    private void runStep() {
        Runnable current = step;
        step = null;
        try {
            current.run();
        } catch (Throwable thrown) {
            LOG.log(Level.WARNING, "An undo step threw where it should have recorded its failure.", thrown);
        }
        // An interrupt belongs to the step, not to what this thread does next.
        Thread.interrupted();
    }
}
