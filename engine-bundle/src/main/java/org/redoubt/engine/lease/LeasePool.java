package org.redoubt.engine.lease;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/**
 * The services of one kind that are there now. Thread-safe.
 *
 * @param <S> the type of the services
 */
public final class LeasePool<S> {
    private final Leases leases;
    private final Map<Long, Stock<S>> stocks = new LinkedHashMap<>();

    LeasePool(Leases leases) {
        this.leases = leases;
    }

    /**
     * A service of the pool.
     *
     * @param offer what is known of it
     * @param draining whether it is not to be used any more
     * @param departing whether it will be gone in a moment
     * @param leases how many use it
     */
    public record Listed(Offer offer, boolean draining, boolean departing, int leases) {
    }

    /** Adds a service. */
    public void add(Offer offer, ServiceSource<S> source) {
        locked(() -> stocks.put(offer.serviceId(), new Stock<>(offer, source)));
        leases.change();
    }

    /** Notes that the properties of a service have changed. */
    public void modify(Offer offer) {
        locked(() -> {
            Stock<S> stock = stocks.get(offer.serviceId());
            if (stock != null) {
                stock.offer(offer);
            }
            return stock;
        });
        leases.change();
    }

    /**
     * Takes a service out that leaves: waits a bounded time until its leases are closed, tells those that are left that they
     * are abandoned, and returns. Waits for nobody while the framework stops.
     */
    public void remove(long serviceId) {
        Stock<S> stock = locked(() -> stocks.get(serviceId));
        if (stock == null) {
            return;
        }
        Departure.of(stock, leases).run();
        locked(() -> stocks.remove(serviceId, stock));
        leases.change();
    }

    /** All services, the preferred first. */
    public List<Listed> list() {
        return locked(() -> {
            List<Listed> list = new ArrayList<>();
            stocks.values().forEach(stock -> list.add(
                    new Listed(stock.offer(), stock.departing() || leases.isDraining(stock.offer().bundleId()), stock.departing(),
                            stock.open().size())));
            list.sort(Comparator.comparing(Listed::offer, Offer.PREFERENCE));
            return list;
        });
    }

    /**
     * Leases a service, also a draining one.
     *
     * @throws RedoubtException of kind {@code UNAVAILABLE} if it is gone, of another kind if its bundle cannot make it
     */
    public Lease<S> lease(long serviceId) throws RedoubtException {
        HeldLease<S> lease = locked(() -> {
            Stock<S> stock = stocks.get(serviceId);
            return stock == null || stock.departing() ? null : stock.open(leases);
        });
        if (lease == null) {
            throw new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE, "The service has just gone.").hint("Try again."));
        }
        try {
            lease.fill();
            return lease;
        } catch (RedoubtException | RuntimeException | Error e) {
            lease.close();
            throw e;
        }
    }

    boolean offers(long bundleId) {
        return stocks.values().stream().anyMatch(stock -> stock.offer().bundleId() == bundleId);
    }

    boolean isLeased(long bundleId) {
        return stocks.values().stream().anyMatch(stock -> stock.offer().bundleId() == bundleId && !stock.open().isEmpty());
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
