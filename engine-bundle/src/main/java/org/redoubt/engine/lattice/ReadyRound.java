package org.redoubt.engine.lattice;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * The queues of a lane that hold something, served in turn so that no run waits for another's length. Not thread-safe.
 *
 * <p>A queue that needs several capacities could be passed over for ever by others that need one of them each. After
 * some patience it becomes the starving one, and what it needs is kept for it.
 */
final class ReadyRound {
    private static final int PATIENCE = 64;

    private final ArrayDeque<ReadyQueue> first = new ArrayDeque<>();
    private final ArrayDeque<ReadyQueue> others = new ArrayDeque<>();
    private Optional<ReadyQueue> starving = Optional.empty();
    private int size;

    int size() {
        return size;
    }

    void add(int id, ReadyQueue queue) {
        queue.ids.add(id);
        size++;
        if (!queue.listed) {
            queue.listed = true;
            round(queue).addLast(queue);
        }
    }

    boolean hasFree() {
        return hasFree(first) || hasFree(others);
    }

    /** Gives the next hook whose capacities are free to the worker, and takes them. */
    boolean take(Worker worker) {
        return !first.isEmpty() && take(first, worker) || !others.isEmpty() && take(others, worker);
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
        if (queue.ids.isEmpty()) {
            round(queue).remove(queue);
            queue.listed = false;
        }
    }

    /** Takes out the matching hooks of a run, whatever they wait for. */
    void withdraw(LatticeRun run, IntPredicate which, IntConsumer taker) {
        withdraw(first, run, which, taker);
        withdraw(others, run, which, taker);
    }

    private boolean hasFree(ArrayDeque<ReadyQueue> round) {
        for (ReadyQueue queue : round) {
            if (isFree(queue)) {
                return true;
            }
        }
        return false;
    }

    private boolean take(ArrayDeque<ReadyQueue> round, Worker worker) {
        for (int left = round.size(); left > 0; left--) {
            ReadyQueue queue = round.pollFirst();
            if (isFree(queue)) {
                serve(queue, worker);
                if (queue.listed) {
                    round.addLast(queue);
                }
                return true;
            }
            round.addLast(queue);
            if (++queue.passedOver > PATIENCE && starving.isEmpty()) {
                starving = Optional.of(queue);
            }
        }
        return false;
    }

    private void serve(ReadyQueue queue, Worker worker) {
        queue.demand.take();
        queue.passedOver = 0;
        worker.take(queue, queue.poll());
        size--;
        if (isStarving(queue)) {
            starving = Optional.empty();
        }
        queue.listed = !queue.ids.isEmpty();
    }

    private void withdraw(ArrayDeque<ReadyQueue> round, LatticeRun run, IntPredicate which, IntConsumer taker) {
        round.removeIf(queue -> {
            if (queue.run != run) {
                return false;
            }
            size -= queue.ids.size();
            queue.ids.drain(which, taker);
            size += queue.ids.size();
            queue.listed = !queue.ids.isEmpty();
            if (!queue.listed && isStarving(queue)) {
                starving = Optional.empty();
            }
            return !queue.listed;
        });
    }

    private boolean isFree(ReadyQueue queue) {
        return queue.demand.isFree()
                && (starving.isEmpty() || isStarving(queue) || !queue.competesWith(starving.get()));
    }

    private boolean isStarving(ReadyQueue queue) {
        return starving.isPresent() && starving.get() == queue;
    }

    private ArrayDeque<ReadyQueue> round(ReadyQueue queue) {
        return queue.first ? first : others;
    }
}
