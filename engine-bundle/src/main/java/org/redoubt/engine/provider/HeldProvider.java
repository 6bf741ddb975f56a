package org.redoubt.engine.provider;

import org.redoubt.api.bank.Bank;
import org.redoubt.api.vault.Vault;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.rate.LimitedBank;
import org.redoubt.engine.rate.Limits;

/** A provider in use. Thread-safe. */
final class HeldProvider implements ProviderLease {
    private final Provider provider;
    private final SteadyBank bank;
    private final LimitedBank limited;
    private final Lease<Vault> vault;
    private final Bank documents;

    HeldProvider(Provider provider, SteadyBank bank, Lease<Vault> vault, Limits limits) {
        this.provider = provider;
        this.bank = bank;
        this.limited = limits.of(bank);
        this.vault = vault;
        this.documents = vault.service().documents(bank);
    }

    @Override
    public Provider provider() {
        return provider;
    }

    @Override
    public Bank bank() {
        return limited;
    }

    @Override
    public Bank documents() {
        return documents;
    }

    @Override
    public String bankId() {
        return bank.id();
    }

    @Override
    public Vault vault() {
        return vault.service();
    }

    @Override
    public void close() {
        limited.close();
        bank.close();
        vault.close();
    }
}
