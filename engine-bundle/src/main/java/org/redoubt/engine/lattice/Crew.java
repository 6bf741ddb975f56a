package org.redoubt.engine.lattice;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * Who works in a lane: platform threads up to a bound, kept for a while when idle, and virtual threads above it, which
 * end when idle as a new one costs less than keeping it. Guarded by the lock of the lane.
 *
 * <p>Only a few are on their way at a time: where hooks block, each that arrives takes one and the next is called, until all
 * are in flight; where they do not, those that are there have done them before more could help.
 */
final class Crew {
    private static final int MOST_COMING = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int PATIENCE = 10;

    private final String name;
    private final int platformBound;
    private final Duration keepAlive;
    private final ArrayDeque<Worker> idle = new ArrayDeque<>();
    private int platform;
    private int comingPlatform;
    private int comingVirtual;
    private int looksInVain;
    private boolean closed;

    Crew(String name, int platformBound, Duration keepAlive) {
        this.name = name;
        this.platformBound = platformBound;
        this.keepAlive = keepAlive;
    }

    /**
     * Calls one more, if that makes sense. When more waits than there are platform threads left some of it has to overflow to
     * virtual ones in any case; these come first, as hundreds of platform threads that sleep and wake cost several times as much.
     *
     * @param waiting how many hooks and steps wait for a thread
     * @param urgent whether there is a step among them, which is not to overflow while there is a platform thread
     */
    Optional<Worker> hire(int waiting, boolean urgent, Dispatcher dispatcher, Lane lane) {
        int unclaimed = waiting - comingPlatform - comingVirtual;
        int left = platformBound - platform + idle.size();
        boolean overflows = urgent ? left == 0 : unclaimed > left;
        if (unclaimed <= 0) {
            return Optional.empty();
        }
        if (overflows && comingVirtual < MOST_COMING) {
            comingVirtual++;
            return Optional.of(new Worker(dispatcher, lane, false, name));
        }
        if (left > 0 && comingPlatform < MOST_COMING && (!overflows || looksInVain > PATIENCE)) {
            comingPlatform++;
            return Optional.of(platform(dispatcher, lane));
        }
        return Optional.empty();
    }

    /** The one that became idle last, as its stack is still warm, or a new one. */
    private Worker platform(Dispatcher dispatcher, Lane lane) {
        if (!idle.isEmpty()) {
            Worker last = idle.pollLast();
            last.coming = true;
            return last;
        }
        platform++;
        return new Worker(dispatcher, lane, true, name);
    }

    /** How many were called and have not arrived. */
    int coming() {
        return comingPlatform + comingVirtual;
    }

    /** A worker that was called is there. */
    void arrived(Worker worker) {
        worker.coming = false;
        if (worker.platform) {
            comingPlatform--;
        } else {
            comingVirtual--;
            looksInVain = 0;
        }
    }

    /** Notices when virtual threads do not come, as mains may keep all their carriers busy. */
    void look() {
        looksInVain += comingVirtual > 0 ? 1 : 0;
    }

    Duration keepAlive() {
        return keepAlive;
    }

    /** Keeps a worker that has nothing to do, if it is worth it. */
    void bench(Worker worker) {
        worker.benched = worker.platform && !worker.lost && !closed;
        if (worker.benched) {
            idle.addLast(worker);
        }
    }

    /** A worker will not be back for long: another may take its place. */
    void lose(Worker worker) {
        worker.lost = true;
        platform -= worker.platform ? 1 : 0;
    }

    void dismiss(Worker worker) {
        idle.remove(worker);
        platform -= worker.platform && !worker.lost ? 1 : 0;
    }

    /** Keeps nobody any more; returns who was idle and has to come to end. */
    List<Worker> close() {
        closed = true;
        List<Worker> left = List.copyOf(idle);
        idle.clear();
        comingPlatform += left.size();
        left.forEach(worker -> worker.coming = true);
        return left;
    }
}
