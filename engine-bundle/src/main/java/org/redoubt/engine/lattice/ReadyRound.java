package org.redoubt.engine.lattice;

import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * The queues of a lane that hold something. Runs of the same priority are served in turn, so that none waits for another's length.
 * Runs of a higher priority are served first, but not always: after some starts of theirs one of a lower priority has its turn.
 * Not thread-safe.
 *
 * <p>A queue that needs several capacities could be passed over for ever by others that need one of them each. After
 * some patience it becomes the starving one, and what it needs is kept for it.
 */
final class ReadyRound {
    /** At least one of so many starts is for a lower priority, if it has something to start. */
    static final int TURN_OF_THE_LOWER = 8;

    private static final int PATIENCE = 64;
    private static final int LEVELS = Priority.values().length;

    private final Turns first = new Turns();
    private final Turns[] others = new Turns[LEVELS];
    private final int[] waited = new int[LEVELS];
    private final Predicate<ReadyQueue> free = this::isFree;
    private final Predicate<ReadyQueue> freeNow = this::isFreeNow;
    private Optional<ReadyQueue> starving = Optional.empty();
    private int size;

    ReadyRound() {
        for (int level = 0; level < LEVELS; level++) {
            others[level] = new Turns();
        }
    }

    int size() {
        return size;
    }

    void add(int id, ReadyQueue queue) {
        queue.ids.add(id);
        size++;
        if (!queue.listed) {
            queue.listed = true;
            turns(queue).add(queue);
        }
    }

    boolean hasFree() {
        if (first.any(free)) {
            return true;
        }
        for (Turns level : others) {
            if (level.any(free)) {
                return true;
            }
        }
        return false;
    }

    /** Gives the next hook whose capacities are free to the worker, and takes them. */
    boolean take(Worker worker) {
        if (!first.isEmpty() && take(first, worker)) {
            return true;
        }
        for (int level = LEVELS - 1; level > 0; level--) {
            if (waited[level] >= TURN_OF_THE_LOWER - 1 && takeAt(level, worker)) {
                return true;
            }
        }
        for (int level = 0; level < LEVELS; level++) {
            if (takeAt(level, worker)) {
                return true;
            }
        }
        return false;
    }

    private boolean takeAt(int level, Worker worker) {
        if (others[level].isEmpty() || !take(others[level], worker)) {
            return false;
        }
        for (int other = 1; other < LEVELS; other++) {
            waited[other] = other == level || others[other].isEmpty() ? 0 : waited[other] + 1;
        }
        return true;
    }

    /** Gives the worker more of what it has just taken, for what it holds already. */
    void takeMore(Worker worker, int most) {
        ReadyQueue queue = worker.source;
        int more = Math.min(most, queue.ids.size());
        if (more == 0 || starving.isPresent()) {
            return;
        }
        for (int n = 0; n < more; n++) {
            worker.batch.add(queue.poll());
        }
        size -= more;
        unlistIfEmpty(queue);
    }

    /** Takes out the matching hooks of a run, whatever they wait for. */
    void withdraw(LatticeRun run, IntPredicate which, IntConsumer taker) {
        withdraw(first, run, which, taker);
        for (Turns level : others) {
            withdraw(level, run, which, taker);
        }
    }

    private boolean take(Turns turns, Worker worker) {
        Optional<ReadyQueue> next = turns.next(freeNow);
        next.ifPresent(queue -> serve(queue, worker));
        return next.isPresent();
    }

    private boolean isFreeNow(ReadyQueue queue) {
        boolean is = isFree(queue);
        if (!is && ++queue.passedOver > PATIENCE && starving.isEmpty()) {
            starving = Optional.of(queue);
        }
        return is;
    }

    private void serve(ReadyQueue queue, Worker worker) {
        queue.demand.take();
        queue.passedOver = 0;
        worker.take(queue, queue.poll());
        size--;
        if (isStarving(queue)) {
            starving = Optional.empty();
        }
        unlistIfEmpty(queue);
    }

    private void unlistIfEmpty(ReadyQueue queue) {
        if (queue.ids.isEmpty()) {
            queue.listed = false;
            turns(queue).remove(queue);
        }
    }

    private void withdraw(Turns turns, LatticeRun run, IntPredicate which, IntConsumer taker) {
        turns.sweep(queue -> {
            if (queue.run != run) {
                return;
            }
            size -= queue.ids.size();
            queue.ids.drain(which, taker);
            size += queue.ids.size();
            queue.listed = !queue.ids.isEmpty();
            if (!queue.listed && isStarving(queue)) {
                starving = Optional.empty();
            }
        });
    }

    private boolean isFree(ReadyQueue queue) {
        return queue.demand.isFree()
                && (starving.isEmpty() || isStarving(queue) || !queue.competesWith(starving.get()));
    }

    private boolean isStarving(ReadyQueue queue) {
        return starving.isPresent() && starving.get() == queue;
    }

    private Turns turns(ReadyQueue queue) {
        return queue.first ? first : others[queue.priority.ordinal()];
    }
}
