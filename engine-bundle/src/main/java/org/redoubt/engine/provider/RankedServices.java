package org.redoubt.engine.provider;

import java.util.ArrayList;
import java.util.List;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.LeasePool.Listed;

/**
 * All services of a pool in use for one question, the preferred first.
 *
 * @param leases on them
 * @param <S> their type
 */
record RankedServices<S>(List<Lease<S>> leases) implements AutoCloseable {
    static <T> RankedServices<T> of(ServicePool<T> pool) throws RedoubtException {
        RankedServices<T> taken = new RankedServices<>(new ArrayList<>());
        try {
            for (Listed listed : pool.list()) {
                taken.leases().add(pool.lease(listed));
            }
            return taken;
        } catch (RedoubtException | RuntimeException e) {
            taken.close();
            throw e;
        }
    }

    @Override
    public void close() {
        leases.forEach(Lease::close);
    }
}
