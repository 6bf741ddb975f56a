package org.redoubt.engine.lattice;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Shares of runs that hold something, served in turn: a run has one turn however many queues it has, and each of its queues has one
 * turn in the run's. Guarded by the lock of its lane.
 */
final class Turns {
    /** The queues of one run that hold something. */
    static final class Share {
        private final ArrayDeque<ReadyQueue> queues = new ArrayDeque<>();
    }

    private final ArrayDeque<Share> shares = new ArrayDeque<>();

    boolean isEmpty() {
        return shares.isEmpty();
    }

    void add(ReadyQueue queue) {
        if (queue.share.queues.isEmpty()) {
            shares.addLast(queue.share);
        }
        queue.share.queues.addLast(queue);
    }

    void remove(ReadyQueue queue) {
        queue.share.queues.remove(queue);
        if (queue.share.queues.isEmpty()) {
            shares.remove(queue.share);
        }
    }

    /** The next queue that fits; its run, and it in its run, is the last in turn now. */
    Optional<ReadyQueue> next(Predicate<ReadyQueue> fits) {
        for (int left = shares.size(); left > 0; left--) {
            Share share = shares.pollFirst();
            shares.addLast(share);
            for (int more = share.queues.size(); more > 0; more--) {
                ReadyQueue queue = share.queues.pollFirst();
                share.queues.addLast(queue);
                if (fits.test(queue)) {
                    return Optional.of(queue);
                }
            }
        }
        return Optional.empty();
    }

    boolean any(Predicate<ReadyQueue> fits) {
        for (Share share : shares) {
            for (ReadyQueue queue : share.queues) {
                if (fits.test(queue)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Looks at every queue, and keeps those that still hold something. */
    void sweep(Consumer<ReadyQueue> action) {
        shares.removeIf(share -> {
            share.queues.removeIf(queue -> {
                action.accept(queue);
                return queue.ids.isEmpty();
            });
            return share.queues.isEmpty();
        });
    }
}
