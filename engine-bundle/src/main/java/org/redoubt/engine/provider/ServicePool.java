package org.redoubt.engine.provider;

import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.lease.ComponentReports;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.LeasePool;
import org.redoubt.engine.lease.LeasePool.Listed;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.lease.Offer;
import org.redoubt.engine.lease.ServiceSource;

/**
 * Services of the framework in a pool. Thread-safe.
 *
 * @param <S> their type
 */
final class ServicePool<S> {
    private final BundleContext context;
    private final ComponentReports reports;
    private final LeasePool<S> pool;

    ServicePool(BundleContext context, Leases leases, ComponentReports reports) {
        this.context = context;
        this.reports = reports;
        this.pool = leases.pool();
    }

    void bind(ServiceReference<S> reference) {
        pool.add(Offer.of(reference), ServiceSource.of(context, reference, reports));
    }

    void updated(ServiceReference<S> reference) {
        pool.modify(Offer.of(reference));
    }

    void unbind(ServiceReference<S> reference) {
        pool.remove(Offer.of(reference).serviceId());
    }

    /** All, the preferred first. */
    List<Listed> list() {
        return pool.list();
    }

    Lease<S> lease(Listed listed) throws RedoubtException {
        return pool.lease(listed.offer().serviceId());
    }

    /** A text property of a service. */
    static Optional<String> text(Listed listed, String property) {
        return listed.offer().properties().get(property) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
