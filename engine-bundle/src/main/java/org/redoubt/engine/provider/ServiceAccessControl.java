package org.redoubt.engine.provider;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.redoubt.api.access.Access;
import org.redoubt.api.access.Action;
import org.redoubt.api.access.Caller;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.lease.ComponentReports;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.LeasePool.Listed;
import org.redoubt.engine.lease.Leases;

/** Lets the best {@link Access} service decide; without one each caller may do everything within its own project. */
@Component
public final class ServiceAccessControl implements AccessControl {
    private final ServicePool<Access> pool;

    /** Nothing is there yet. */
    @Activate
    public ServiceAccessControl(BundleContext context, @Reference Leases leases, @Reference ComponentReports reports) {
        this.pool = new ServicePool<>(context, leases, reports);
    }

    @Reference(service = Access.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindAccess(ServiceReference<Access> reference) {
        pool.bind(reference);
    }

    void updatedAccess(ServiceReference<Access> reference) {
        pool.updated(reference);
    }

    void unbindAccess(ServiceReference<Access> reference) {
        pool.unbind(reference);
    }

    @Override
    public void check(Caller caller, Action action) throws RedoubtException {
        // A service that is there and cannot be had must not be passed over: that would let everybody in.
        for (Listed best : pool.list()) {
            try (Lease<Access> lease = pool.lease(best)) {
                lease.service().check(caller, action);
                return;
            }
        }
        if (!caller.project().equals(action.project())) {
            throw new RedoubtException(Problem.of(ProblemKind.DENIED, caller.principal() + " works in the project " + caller.project()
                    + " and may not " + action.verb() + " in the project " + action.project() + "."));
        }
    }
}
