package org.redoubt.engine.operation;

import java.util.Optional;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.provider.ProviderLease;
import org.redoubt.engine.provider.ProviderRegistry;

/**
 * Sees to it that the bank of a provider that is a replica has the vault of its original before anything is written there. Thread-safe.
 *
 * @param providers where the original is found
 */
record Replicas(ProviderRegistry providers) {

    /** Prepares a bank that is going to be written to. One that has its vault needs the original no more. */
    void prepare(ProviderLease provider) throws RedoubtException {
        Optional<String> original = provider.provider().replicaOf();
        if (original.isPresent() && provider.vault().id(provider.bank()).isEmpty()) {
            try (ProviderLease lease = providers.lease(original.get())) {
                provider.vault().replicate(provider.bank(), lease.bank());
            }
        }
    }

    /** Prepares a bank that something is copied to: from its original it gets newer keys. */
    static void prepare(ProviderLease provider, ProviderLease source) throws RedoubtException {
        if (provider.provider().replicaOf().filter(source.provider().name()::equals).isPresent()) {
            provider.vault().replicate(provider.bank(), source.bank());
        }
    }
}
