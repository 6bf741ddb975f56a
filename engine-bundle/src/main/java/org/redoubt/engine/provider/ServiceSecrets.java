package org.redoubt.engine.provider;

import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.Secret;
import org.redoubt.api.access.SecretStore;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.lease.ComponentReports;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.Leases;

/** Asks all stores of secrets in the order of their ranking. */
@Component
public final class ServiceSecrets implements Secrets {
    private static final String PREFIX = "secret:";

    private final ServicePool<SecretStore> pool;

    /** Nothing is there yet. */
    @Activate
    public ServiceSecrets(BundleContext context, @Reference Leases leases, @Reference ComponentReports reports) {
        this.pool = new ServicePool<>(context, leases, reports);
    }

    @Reference(service = SecretStore.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindStore(ServiceReference<SecretStore> reference) {
        pool.bind(reference);
    }

    void updatedStore(ServiceReference<SecretStore> reference) {
        pool.updated(reference);
    }

    void unbindStore(ServiceReference<SecretStore> reference) {
        pool.unbind(reference);
    }

    @Override
    public Secret secret(Caller caller, String reference) throws RedoubtException {
        if (!reference.startsWith(PREFIX)) {
            // The text is not repeated: it may be the secret itself.
            throw new RedoubtException(Problem.of(ProblemKind.INVALID, "A secret is referred to as secret:NAME."));
        }
        String name = reference.substring(PREFIX.length());
        try (RankedServices<SecretStore> stores = RankedServices.of(pool)) {
            for (Lease<SecretStore> store : stores.leases()) {
                Optional<Secret> found = store.service().secret(caller, name);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no secret \"" + name + "\".")
                .hint("Write it into etc/secrets/" + name + " of the home, readable by its owner only.").subject(reference));
    }
}
