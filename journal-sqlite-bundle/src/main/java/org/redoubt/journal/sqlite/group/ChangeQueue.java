package org.redoubt.journal.sqlite.group;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/**
 * Lists of changes that wait for the writer, in the order in which they came.
 *
 * <p>When more waits than it may, because the disk is slower than the callers, a further list fails. To let its caller wait would be
 * kinder, but the one that it would have to wait for may need a lock which the caller holds. What a caller waits for before it goes
 * on, a step that is opened and how an operation stands, has room of its own: it is never refused because of the many small things
 * that nobody waits for, and there is never more of it than there are callers.
 */
public final class ChangeQueue {
    private final long bound;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<Waiting> waiting = new ArrayList<>();
    private long weight;
    private boolean closed;

    /**
     * An empty queue.
     *
     * @param bound how many bytes may wait, about; a list that finds the queue empty is never too large
     */
    public ChangeQueue(long bound) {
        this.bound = bound;
    }

    /** Hands a list over. The stage fails at once when it cannot wait here. */
    public CompletableFuture<Void> offer(List<JournalChange> changes) {
        Waiting offered = new Waiting(List.copyOf(changes), new CompletableFuture<>());
        long added = offered.weight();
        lock.lock();
        try {
            if (closed) {
                return refused("The journal is closed, as its runtime or its bundle stops.", "Try again when it is there again.");
            }
            if (!waiting.isEmpty() && weight + added > room(offered.changes())) {
                return refused("The disk of the journal is too slow: " + waiting.size() + " lists of changes wait for it.",
                        "See what else keeps the disk busy, or move the journal to a faster one.");
            }
            waiting.add(offered);
            weight += added;
            changed.signal();
            return offered.stage();
        } finally {
            lock.unlock();
        }
    }

    private long room(List<JournalChange> changes) {
        boolean awaited = changes.stream().anyMatch(change -> change instanceof JournalChange.StepOpened || change instanceof JournalChange.OperationChanged);
        return awaited ? bound + bound / 4 : bound;
    }

    private static CompletableFuture<Void> refused(String reason, String hint) {
        return CompletableFuture.failedFuture(new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE, reason).hint(hint)));
    }

    /** Waits until something waits, and takes all of it; nothing when the queue is closed and empty. */
    List<Waiting> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            List<Waiting> taken = waiting;
            waiting = new ArrayList<>();
            weight = 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no further list. What waits is still written. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
