package org.redoubt.engine.service;

import java.util.List;
import org.redoubt.api.access.Secret;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.VaultKey;
import org.redoubt.api.vault.VaultKeys;
import org.redoubt.engine.provider.ProviderLease;
import org.redoubt.engine.provider.ProviderRegistry;

/** The keys of the vault of a provider, which is held only while something is done with them. Thread-safe. */
final class ProviderKeys implements VaultKeys {
    private final ProviderRegistry providers;
    private final String provider;
    private final List<Secret> with;
    private final Guard guard;

    /** Decides whether somebody may do something. */
    interface Guard {
        void check(String verb) throws RedoubtException;
    }

    private interface Deed<T> {
        T on(VaultKeys keys) throws RedoubtException;
    }

    ProviderKeys(ProviderRegistry providers, String provider, List<Secret> with, Guard guard) {
        this.providers = providers;
        this.provider = provider;
        this.with = List.copyOf(with);
        this.guard = guard;
    }

    private <T> T allowed(String verb, Deed<T> deed) throws RedoubtException {
        guard.check(verb);
        try (ProviderLease lease = providers.lease(provider)) {
            return deed.on(lease.vault().keys(lease.bank(), with));
        }
    }

    @Override
    public List<VaultKey> list() throws RedoubtException {
        return allowed("keys.list", VaultKeys::list);
    }

    @Override
    public VaultKey add(Secret secret) throws RedoubtException {
        return allowed("keys.add", keys -> keys.add(secret));
    }

    @Override
    public VaultKey addOwn() throws RedoubtException {
        return allowed("keys.add", VaultKeys::addOwn);
    }

    @Override
    public VaultKey remove(String id) throws RedoubtException {
        return allowed("keys.remove", keys -> keys.remove(id));
    }

    @Override
    public int rotate() throws RedoubtException {
        return allowed("keys.rotate", VaultKeys::rotate);
    }

    @Override
    public Secret export() throws RedoubtException {
        return allowed("keys.export", VaultKeys::export);
    }
}
