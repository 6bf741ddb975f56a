package org.redoubt.engine.provider;

import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.Vault;
import org.redoubt.engine.lease.ComponentReports;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.LeasePool.Listed;
import org.redoubt.engine.lease.Leases;

/** The vault that is there now. Thread-safe. */
@Component(service = Vaults.class)
public final class Vaults {
    private final ServicePool<Vault> pool;
    private final ComponentReports reports;

    /** Nothing is there yet. */
    @Activate
    public Vaults(BundleContext context, @Reference Leases leases, @Reference ComponentReports reports) {
        this.pool = new ServicePool<>(context, leases, reports);
        this.reports = reports;
    }

    @Reference(service = Vault.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindVault(ServiceReference<Vault> reference) {
        pool.bind(reference);
    }

    void updatedVault(ServiceReference<Vault> reference) {
        pool.updated(reference);
    }

    void unbindVault(ServiceReference<Vault> reference) {
        pool.unbind(reference);
    }

    /** Why there is none now. */
    Optional<Problem> missing() {
        if (pool.list().stream().anyMatch(listed -> !listed.draining())) {
            return Optional.empty();
        }
        String hint = reports.missing(Vault.class).stream().map(ComponentReports.Missing::reason).findFirst()
                .orElse("Install and start the bundle org.redoubt.vault.");
        return Optional.of(Problem.of(ProblemKind.UNAVAILABLE, "There is no vault now.").hint(hint));
    }

    Lease<Vault> lease() throws RedoubtException {
        for (Listed listed : pool.list()) {
            if (!listed.draining()) {
                return pool.lease(listed);
            }
        }
        throw new RedoubtException(missing().orElse(Problem.of(ProblemKind.UNAVAILABLE, "The vault has just gone.")));
    }
}
