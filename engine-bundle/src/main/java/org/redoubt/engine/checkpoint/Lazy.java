package org.redoubt.engine.checkpoint;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.bank.BankException;

/**
 * Something large that is read when it is asked for first, and kept. A failure is not kept. Thread-safe.
 *
 * @param <T> what is read
 */
final class Lazy<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Source<T> source;
    private volatile Optional<T> value = Optional.empty();

    Lazy(Source<T> source) {
        this.source = source;
    }

    /**
     * Reads it.
     *
     * @param <T> what is read
     */
    @FunctionalInterface
    interface Source<T> {
        T read() throws BankException;
    }

    T get() throws BankException {
        if (value.isEmpty()) {
            lock.lock();
            try {
                if (value.isEmpty()) {
                    value = Optional.of(source.read());
                }
            } finally {
                lock.unlock();
            }
        }
        return value.get();
    }
}
