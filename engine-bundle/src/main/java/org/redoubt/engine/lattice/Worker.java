package org.redoubt.engine.lattice;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A thread of a lane: takes what is ready, runs it, hands on what that opened, and takes the next. */
final class Worker implements Runnable {
    private static final Logger LOG = System.getLogger(Worker.class.getName());
    private static final long SHORT_STAND_BY_NANOS = 50_000;
    private static final long LONG_STAND_BY_NANOS = 400_000;

    final HookSlot slot = new HookSlot();
    final Frontier frontier = new Frontier();
    final boolean platform;

    // What the lane gave it to do: a step, or a hook with the capacities it holds.
    Runnable step;
    ReadyQueue queue;
    int id;

    /** Whether it still holds what the queue demanded. */
    boolean holds;

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

    void take(ReadyQueue from, int taken) {
        // Writing a reference costs the garbage collector more than comparing it costs us.
        if (queue != from) {
            queue = from;
        }
        id = taken;
        holds = true;
    }

    void giveBack() {
        if (holds) {
            holds = false;
            queue.demand.give();
        }
    }

    /** Lets go of the last run, as nobody knows how long the worker will be idle. */
    void forget() {
        queue = null;
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
        int closed = current.perform(this, id) + dispatcher.pushAcross(lane, frontier);
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
