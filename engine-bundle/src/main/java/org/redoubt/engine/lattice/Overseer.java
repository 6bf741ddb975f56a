package org.redoubt.engine.lattice;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks after the lanes every millisecond while there is something that no thread has come for yet. What it finds makes up
 * for all that workers can only guess, such as how long the next hook takes. Thread-safe.
 */
final class Overseer {
    private static final long TICK_NANOS = 1_000_000;

    private final ScheduledExecutorService timer;
    private final List<Lane> lanes;
    private final AtomicBoolean awake = new AtomicBoolean();

    // Touched by the thread of the timer alone, except while nobody is awake.
    private long lastLook;

    Overseer(ScheduledExecutorService timer, List<Lane> lanes) {
        this.timer = timer;
        this.lanes = lanes;
    }

    void wake() {
        if (!awake.get() && awake.compareAndSet(false, true)) {
            lastLook = System.nanoTime();
            timer.schedule(this::look, TICK_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        long now = System.nanoTime();
        long since = now - lastLook;
        lastLook = now;
        boolean busy = false;
        for (Lane lane : lanes) {
            busy |= lane.look(since);
        }
        if (busy) {
            timer.schedule(this::look, TICK_NANOS, TimeUnit.NANOSECONDS);
            return;
        }
        awake.set(false);
        // What came between the look and now has woken nobody.
        if (lanes.stream().anyMatch(Lane::needsLook)) {
            wake();
        }
    }
}
