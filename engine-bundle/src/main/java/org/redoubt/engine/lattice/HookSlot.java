package org.redoubt.engine.lattice;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;

/**
 * The hook that a worker is in. What is done to it from outside hits exactly that hook or nothing: each hook has a
 * ticket of its own, and the worker does not leave the hook while somebody keeps it there.
 */
final class HookSlot {
    private static final int IDLE = 0;
    private static final int RUNNING = 1;
    private static final int KEPT = 2;
    private static final int INTERRUPTED = 3;
    private static final int ABANDONED = 4;
    private static final int CODE = 7;
    private static final long TICKET = CODE + 1;

    private final AtomicLong state = new AtomicLong();

    // Written by the worker while idle, published by the state.
    private ReadyQueue queue;
    private int id;

    // Set while the worker is kept in the hook, and taken by it when it has left the hook.
    private boolean late;

    // The hook that was seen last, and when first. Touched by the thread of the time-outs alone.
    private long watched;
    private long since;

    // The signs of life that were counted last, and when there was a new one.
    private long signs;
    private long heard;

    /** Who stops a run may miss a hook that is just being entered, and looks again later. */
    void enter(ReadyQueue from, int entered) {
        // Writing a reference costs the garbage collector more than comparing it costs us.
        if (queue != from) {
            queue = from;
        }
        id = entered;
        state.setRelease(state.getPlain() + TICKET | RUNNING);
    }

    /** Ends the hook on the worker's thread; false if it was abandoned meanwhile. */
    boolean leave() {
        long seen = state.get();
        while (code(seen) == KEPT || !state.compareAndSet(seen, with(seen, IDLE))) {
            Thread.yield();
            seen = state.get();
        }
        // An interrupt belongs to the hook, not to the next one on this thread.
        Thread.interrupted();
        return code(seen) != ABANDONED;
    }

    /** Whether the hook that was left has taken longer than it may. */
    boolean takeLate() {
        boolean was = late;
        if (was) {
            late = false;
        }
        return was;
    }

    /** Lets go of the last run. */
    void forget() {
        queue = null;
    }

    /** Interrupts the thread, again if it was before, if it is in such a hook. */
    void interrupt(Thread thread, LatticeRun wanted, IntPredicate ids) {
        long seen = state.get();
        if (isIn(seen, wanted, ids) && keep(seen)) {
            thread.interrupt();
            state.set(with(seen, INTERRUPTED));
        }
    }

    /** For how long hooks may run, and be silent, in nanoseconds. */
    interface Limits {
        /** A number that changes with each sign of life of the resource of a hook. */
        long signs(int id);

        /** Whether a hook is late that has run, and been silent, for so long. */
        Optional<Late> late(int id, long ran, long silent);
    }

    /** A hook that is late, and how. */
    record Expired(int id, Late how) {
    }

    /**
     * Finds out that a hook of a run has taken longer than it may, or been silent for too long; once for each hook. It stays open in its
     * run, even when it ends, until what follows from that has been done.
     */
    Optional<Expired> expire(LatticeRun wanted, long now, Limits limits) {
        long seen = state.get();
        if (seen / TICKET != watched) {
            watched = seen / TICKET;
            since = now;
            heard = now;
        }
        if (!isIn(seen, wanted, running -> !wanted.isStopping(HookId.resource(running)))) {
            return Optional.empty();
        }
        int running = id;
        long told = limits.signs(running);
        if (told != signs) {
            signs = told;
            heard = now;
        }
        Optional<Late> how = limits.late(running, now - since, now - heard);
        if (how.isEmpty() || !keep(seen)) {
            return Optional.empty();
        }
        Optional<Expired> expired = late ? Optional.empty() : how.map(is -> new Expired(running, is));
        if (!late) {
            late = true;
            wanted.count(1);
        }
        state.set(seen);
        return expired;
    }

    /** Takes the hook away from the worker if it is in such a one, and everything else while the worker is kept there. */
    OptionalInt abandon(LatticeRun wanted, IntPredicate ids, Runnable takeAll) {
        long seen = state.get();
        if (!isIn(seen, wanted, ids) || !keep(seen)) {
            return OptionalInt.empty();
        }
        int abandoned = id;
        takeAll.run();
        state.set(with(seen, ABANDONED));
        return OptionalInt.of(abandoned);
    }

    /** Changes with every hook, and with what is done to it. */
    long look() {
        return state.get();
    }

    /** Does something to the worker while it is kept in the hook in which it was seen, if it is still there. */
    void keptIn(long seen, Runnable action) {
        if ((code(seen) == RUNNING || code(seen) == INTERRUPTED) && keep(seen)) {
            action.run();
            state.set(seen);
        }
    }

    private boolean keep(long seen) {
        return state.compareAndSet(seen, with(seen, KEPT));
    }

    // May read a hook that is just being left; the compare-and-set on the ticket then fails.
    private boolean isIn(long seen, LatticeRun wanted, IntPredicate ids) {
        ReadyQueue from = queue;
        return (code(seen) == RUNNING || code(seen) == INTERRUPTED)
                && from != null && from.run == wanted && ids.test(id);
    }

    private static int code(long state) {
        return (int) state & CODE;
    }

    private static long with(long state, int code) {
        return state & ~CODE | code;
    }
}
