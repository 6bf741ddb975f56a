package org.redoubt.engine.lease;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.redoubt.api.problem.RedoubtException;

/**
 * An open lease. Guarded by the lock of {@link Leases}.
 *
 * @param <S> the type of the service
 */
final class HeldLease<S> implements Lease<S> {
    private final Leases leases;
    private final Offer offer;
    private Stock<S> stock;
    private S service;
    private Runnable action = () -> { };
    private boolean abandoned;

    HeldLease(Stock<S> stock, Leases leases) {
        this.stock = stock;
        this.leases = leases;
        this.offer = stock.offer();
    }

    /** Gets the service, which runs code of its bundle, so the lock is not held. */
    void fill() throws RedoubtException {
        ServiceSource<S> source = stock.source();
        S object = source.get();
        boolean pin = locked(() -> {
            service = object;
            return stock.pin();
        });
        if (pin) {
            source.get();
        }
    }

    @Override
    public Offer offer() {
        return offer;
    }

    @Override
    public S service() {
        return locked(() -> {
            if (service == null) {
                throw new IllegalStateException("The lease on " + offer.label() + " is closed.");
            }
            return service;
        });
    }

    @Override
    public boolean draining() {
        return locked(() -> stock == null || stock.departing() || leases.isDraining(offer.bundleId()));
    }

    @Override
    public boolean gone() {
        return locked(() -> stock == null || stock.gone());
    }

    @Override
    public void onAbandoned(Runnable fresh) {
        boolean now = locked(() -> {
            action = fresh;
            return abandoned;
        });
        if (now) {
            fresh.run();
        }
    }

    /** What the holder wants to do now that the service goes. */
    Runnable abandon() {
        abandoned = true;
        return action;
    }

    @Override
    public void close() {
        Optional<ServiceSource<S>> used = locked(this::release);
        used.ifPresent(ServiceSource::unget);
        leases.settle();
    }

    private Optional<ServiceSource<S>> release() {
        if (stock == null) {
            return Optional.empty();
        }
        Optional<ServiceSource<S>> used = service == null ? Optional.empty() : Optional.of(stock.source());
        stock.open().remove(this);
        // Whoever keeps a closed lease keeps nothing of the bundle with it.
        stock = null;
        service = null;
        action = () -> { };
        return used;
    }

    private <T> T locked(Supplier<T> body) {
        ReentrantLock lock = leases.lock();
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }
}
