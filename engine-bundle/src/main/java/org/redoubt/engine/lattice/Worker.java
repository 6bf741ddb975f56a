package org.redoubt.engine.lattice;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/** A thread of a lane: takes what is ready, runs it, hands on what that opened, and takes the next. */
final class Worker implements Runnable {
    private static final Logger LOG = System.getLogger(Worker.class.getName());
    private static final long SHORT_STAND_BY_NANOS = 50_000;
    private static final long LONG_STAND_BY_NANOS = 400_000;

    final HookSlot slot = new HookSlot();
    final Frontier frontier = new Frontier();
    final boolean platform;

    final Stock stock = new Stock();

    // What it does: a step, or a hook.
    Runnable step;
    ReadyQueue queue;
    int id;

    /** The queue from which the lane served it last. */
    ReadyQueue source;

    /** What it holds: at least what its hook demands. */
    Demand held = Demand.NONE;

    /** The hook in which somebody saw it last who waits for its stock. Guarded by the lock of the lane. */
    long seen;

    /** How many hooks of its frontier the lane did not take, as their run is stopping. */
    int dropped;

    /** How often it came back from work. */
    int turns;

    /** Kept by its crew for the next call. */
    boolean benched;

    /** Called to work, but not yet seen by the lane. */
    volatile boolean coming = true;

    private final Dispatcher dispatcher;
    private final Lane lane;
    private final String name;
    private volatile Thread thread;

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
            long standBy = SHORT_STAND_BY_NANOS;
            while (turn != Lane.Turn.REST || lane.rest(this)) {
                switch (turn) {
                    case WORK -> turn = work();
                    case STAND_BY -> {
                        LockSupport.parkNanos(this, standBy);
                        standBy = Math.min(2 * standBy, LONG_STAND_BY_NANOS);
                        turn = lane.exchange(this);
                    }
                    case REST -> turn = lane.exchange(this);
                }
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

    void giveBack() {
        if (held != Demand.NONE) {
            held.give();
            held = Demand.NONE;
        }
    }

    /** Goes on without the worker if it is in such a hook; nothing that it has taken over or holds stays with it. */
    OptionalInt abandon(LatticeRun run, IntPredicate which) {
        return slot.abandon(run, which, () -> lane.empty(this));
    }

    /** Lets go of the last run, as nobody knows how long the worker will be idle. */
    void forget() {
        queue = null;
        source = null;
        slot.forget();
        frontier.forget();
        stock.forget();
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
        stock.count(current.perform(this, id));
        lane.stockUp(this);
        if (lane.letsGoOn(this)) {
            stock.take(this);
            return Lane.Turn.WORK;
        }
        int balance = stock.settle();
        current.count(Math.max(0, balance));
        int closed = Math.max(0, -balance) + dispatcher.pushAcross(lane, stock.across());
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
