package org.redoubt.engine.operation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.engine.provider.ProviderLease;

/** The vault sessions of one operation, at most one for each provider. Thread-safe. */
final class Sessions implements AutoCloseable {
    private final Owner owner;
    private final Map<ProviderLease, VaultSession> open = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    Sessions(Owner owner) {
        this.owner = owner;
    }

    /** The session that writes the data of a checkpoint; opened at the first call. */
    VaultSession writing(ProviderLease provider, CheckpointId checkpoint) throws RedoubtException {
        return session(provider, SessionOptions.writing(owner, checkpoint.value()));
    }

    /** A session that reads; opened at the first call. */
    VaultSession reading(ProviderLease provider) throws RedoubtException {
        return session(provider, SessionOptions.reading());
    }

    private VaultSession session(ProviderLease provider, SessionOptions options) throws VaultException {
        lock.lock();
        try {
            VaultSession session = open.get(provider);
            if (session == null) {
                session = provider.vault().open(provider.bank(), options);
                open.put(provider, session);
            }
            return session;
        } finally {
            lock.unlock();
        }
    }

    /** The session that was opened before. */
    VaultSession open(ProviderLease provider) {
        lock.lock();
        try {
            VaultSession session = open.get(provider);
            if (session == null) {
                throw new IllegalStateException("There is no session of the vault yet.");
            }
            return session;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            GivingBack.all(List.copyOf(open.values()));
            open.clear();
        } finally {
            lock.unlock();
        }
    }
}
