package org.redoubt.engine.operation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.engine.checkpoint.AttemptId;
import org.redoubt.engine.owner.BankLeases;
import org.redoubt.engine.owner.Holding;
import org.redoubt.engine.provider.ProviderLease;

/** The vault sessions of one operation, and the leases on the banks that it writes to; at most one for each provider. Thread-safe. */
final class Sessions implements AutoCloseable {
    private final Owner owner;
    private final BankLeases leases;
    private final Replicas replicas;
    private final Map<ProviderLease, VaultSession> open = new HashMap<>();
    private final Map<ProviderLease, VaultSession> looking = new HashMap<>();
    private final Map<ProviderLease, Holding> held = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    Sessions(Owner owner, BankLeases leases, Replicas replicas) {
        this.owner = owner;
        this.leases = leases;
        this.replicas = replicas;
    }

    /** Holds the lease on the bank of a provider from now on. To be called before anything is written there. */
    void hold(ProviderLease provider) throws RedoubtException {
        lock.lock();
        try {
            if (!held.containsKey(provider)) {
                replicas.prepare(provider);
                held.put(provider, leases.hold(provider));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Refuses to go on if the lease on the bank of a provider is held no more. */
    void demandHeld(ProviderLease provider) throws RedoubtException {
        lock.lock();
        try {
            Optional.ofNullable(held.get(provider)).orElseThrow().demand();
        } finally {
            lock.unlock();
        }
    }

    /** The session that writes the data of an attempt to make a checkpoint; opened at the first call, with the lease held. */
    VaultSession writing(ProviderLease provider, AttemptId attempt) throws RedoubtException {
        hold(provider);
        SessionOptions options = SessionOptions.writing(owner, attempt.checkpoint().value(), attempt.session(), attempt.decision());
        return session(open, provider, provider.provider().retention().map(options::retain).orElse(options));
    }

    /** A session that reads; opened at the first call. */
    VaultSession reading(ProviderLease provider) throws RedoubtException {
        return session(open, provider, SessionOptions.reading());
    }

    /** A session that only reads, beside one that may write later. */
    VaultSession looking(ProviderLease provider) throws RedoubtException {
        return session(looking, provider, SessionOptions.reading());
    }

    private VaultSession session(Map<ProviderLease, VaultSession> sessions, ProviderLease provider, SessionOptions options) throws VaultException {
        lock.lock();
        try {
            VaultSession session = sessions.get(provider);
            if (session == null) {
                session = provider.vault().open(provider.bank(), options);
                sessions.put(provider, session);
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
            GivingBack.all(Stream.of(open, looking).flatMap(sessions -> sessions.values().stream()).toList());
            open.clear();
            looking.clear();
            GivingBack.all(List.copyOf(held.values()));
            held.clear();
        } finally {
            lock.unlock();
        }
    }
}
