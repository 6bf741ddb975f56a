package org.redoubt.engine.provider;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.lease.Lease;

/**
 * A lease that is followed by another one when its service has gone: it is given back at once, and the next call takes what has come
 * instead. Thread-safe.
 */
final class SteadyLease<T> implements AutoCloseable {
    private final String name;
    private final Comeback comeback;
    private final Source<T> source;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Lease<T>> lease;
    private boolean closed;

    /** Where leases come from. */
    interface Source<T> {
        /** @throws RedoubtException of kind {@code UNAVAILABLE} if the service is away for now; of any other if waiting does not help */
        Lease<T> lease() throws RedoubtException;
    }

    /**
     * @param name what it is, for messages
     * @param first the lease to begin with
     * @param source where others come from
     * @param comeback how long a call waits for a service that is away
     */
    SteadyLease(String name, Lease<T> first, Source<T> source, Comeback comeback) {
        this.name = name;
        this.source = source;
        this.comeback = comeback;
        this.lease = Optional.of(first);
        watch(first);
    }

    private void watch(Lease<T> held) {
        held.onAbandoned(() -> drop(held));
    }

    private void drop(Lease<T> gone) {
        lock.lock();
        try {
            lease = lease.filter(present -> present != gone);
        } finally {
            lock.unlock();
        }
        gone.close();
    }

    /** The service that is there, or comes in time. */
    T service() throws RedoubtException {
        return handOver(Function.identity());
    }

    /** Hands something over under the lock, so that nobody hands over to a service that has gone meanwhile. */
    <R> R handOver(Function<T, R> call) throws RedoubtException {
        return comeback.await(() -> {
            lock.lock();
            try {
                return call.apply(present());
            } finally {
                lock.unlock();
            }
        });
    }

    private T present() throws RedoubtException {
        if (closed) {
            throw new IllegalStateException(name + " has been given back.");
        }
        if (lease.isEmpty()) {
            lease = Optional.of(source.lease());
            watch(lease.get());
        }
        return lease.get().service();
    }

    /** Whether the service is to go, or has gone. */
    boolean draining() {
        lock.lock();
        try {
            return lease.filter(present -> !present.draining()).isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Optional<Lease<T>> held;
        lock.lock();
        try {
            closed = true;
            held = lease;
            lease = Optional.empty();
        } finally {
            lock.unlock();
        }
        held.ifPresent(Lease::close);
    }
}
