package org.redoubt.engine.owner;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.provider.ProviderLease;
import org.redoubt.engine.provider.ProviderRegistry;

/** The leases of this runtime, at most one on each bank, however many operations and providers use it. Thread-safe. */
public final class BankLeases {
    private final ProviderRegistry providers;
    private final Owner owner;
    private final Settings settings;
    private final Map<String, BankLease> leases = new ConcurrentHashMap<>();

    /**
     * @param providers where banks come from
     * @param owner this runtime
     * @param settings how time is kept
     */
    public BankLeases(ProviderRegistry providers, Owner owner, Settings settings) {
        this.providers = providers;
        this.owner = owner;
        this.settings = settings;
    }

    /**
     * For how long the lease on a bank could not be renewed, if it is in use, and for so long that others may take this runtime for gone.
     *
     * @param bank the name of the bank
     */
    public Optional<Duration> lapsed(String bank) {
        return leases.values().stream().flatMap(lease -> lease.lapsed(bank).stream()).findFirst();
    }

    /**
     * Holds the lease on the bank of a provider: it is durable when this returns, and renewed until the last use is closed.
     *
     * @param provider the provider
     * @return the use, to be closed
     * @throws RedoubtException if the bank does not take it
     */
    public Holding hold(ProviderLease provider) throws RedoubtException {
        BankLease lease = leases.computeIfAbsent(provider.bankId(), id -> new BankLease(owner, settings));
        lease.enter(() -> providers.lease(provider.provider().name()));
        return new Holding(lease);
    }
}
