package org.redoubt.engine.lattice;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Who works in a lane: platform threads up to a bound, kept for a while when idle, and virtual threads above it, which
 * end when idle as a new one costs less than keeping it. Guarded by the lock of the lane.
 */
final class Crew {
    private final String name;
    private final int platformBound;
    private final Duration keepAlive;
    private final ArrayDeque<Worker> idle = new ArrayDeque<>();
    private int platform;
    private boolean closed;

    Crew(String name, int platformBound, Duration keepAlive) {
        this.name = name;
        this.platformBound = platformBound;
        this.keepAlive = keepAlive;
    }

    /** The worker that became idle last, as its stack is still warm, or a new one. */
    Worker hire(Dispatcher dispatcher, Lane lane) {
        if (!idle.isEmpty()) {
            return idle.pollLast();
        }
        boolean onPlatform = platform < platformBound;
        platform += onPlatform ? 1 : 0;
        return new Worker(dispatcher, lane, onPlatform, name);
    }

    Duration keepAlive() {
        return keepAlive;
    }

    /** Keeps a worker that has nothing to do, if it is worth it. */
    void bench(Worker worker) {
        worker.benched = worker.platform && !closed;
        if (worker.benched) {
            idle.addLast(worker);
        }
    }

    void dismiss(Worker worker) {
        idle.remove(worker);
        platform -= worker.platform ? 1 : 0;
    }

    /** Keeps nobody any more; returns who was idle. */
    List<Worker> close() {
        closed = true;
        List<Worker> left = List.copyOf(idle);
        idle.clear();
        return left;
    }
}
