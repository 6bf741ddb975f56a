package org.redoubt.engine.undo;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One open step. What becomes of it is told in the order in which it happens, so that whoever keeps it never ends up with an older
 * state; a lock for each step, as telling may have to wait for a journal that is away. Thread-safe.
 */
final class LedgerEntry {
    private final ReentrantLock order = new ReentrantLock();
    private volatile OpenStep step;
    private boolean closed;

    LedgerEntry(OpenStep step) {
        this.step = step;
    }

    /** As it is now, or was when it was closed. */
    OpenStep step() {
        return step;
    }

    /** Changes the step and tells that, unless it is closed or stays as it is. */
    void change(UnaryOperator<OpenStep> change, Consumer<OpenStep> told) {
        order.lock();
        try {
            OpenStep now = change.apply(step);
            if (!closed && !now.equals(step)) {
                step = now;
                told.accept(now);
            }
        } finally {
            order.unlock();
        }
    }

    /** Closes the step and tells that, unless somebody has. */
    void close(Consumer<OpenStep> told) {
        order.lock();
        try {
            if (!closed) {
                closed = true;
                told.accept(step);
            }
        } finally {
            order.unlock();
        }
    }
}
