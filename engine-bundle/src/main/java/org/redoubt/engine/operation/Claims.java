package org.redoubt.engine.operation;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;

/** Who has an operation that nobody runs: it is looked after, gone on with or taken back by one at a time. Thread-safe. */
final class Claims {
    private final Set<OperationId> held = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();

    /** An operation that one has for oneself until this is closed, which any thread may do. */
    interface Claim extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits until nobody else has an operation, and takes it.
     *
     * @throws RedoubtException of kind {@code CANCELLED} if the thread is interrupted meanwhile
     */
    Claim claim(OperationId id) throws RedoubtException {
        lock.lock();
        try {
            while (!held.add(id)) {
                freed.await();
            }
            return () -> free(id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedoubtException(Problem.of(ProblemKind.CANCELLED, "The request was interrupted while another one was at work on operation "
                    + id + "."), e);
        } finally {
            lock.unlock();
        }
    }

    /** Takes an operation if nobody else has it. */
    Optional<Claim> tryClaim(OperationId id) {
        lock.lock();
        try {
            return held.add(id) ? Optional.of(() -> free(id)) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes an operation, and waits no longer than a limit until nobody else has it. */
    Optional<Claim> tryClaim(OperationId id, Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!held.add(id)) {
                if (left <= 0) {
                    return Optional.empty();
                }
                left = freed.awaitNanos(left);
            }
            return Optional.of(() -> free(id));
        } finally {
            lock.unlock();
        }
    }

    private void free(OperationId id) {
        lock.lock();
        try {
            held.remove(id);
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
