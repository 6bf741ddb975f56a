package org.redoubt.engine.owner;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Lease;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.provider.ProviderLease;

/** The lease of this runtime on one bank, renewed while somebody uses it. Thread-safe. */
final class BankLease implements Lease {
    private final Owner owner;
    private final Settings settings;
    private final AtomicLong numbers = new AtomicLong();
    private final Queue<Key> signs = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Optional<Renewal> renewal = Optional.empty();
    private int users;

    BankLease(Owner owner, Settings settings) {
        this.owner = owner;
        this.settings = settings;
    }

    @Override
    public Owner owner() {
        return owner;
    }

    @Override
    public long epoch() {
        return owner.incarnation();
    }

    @Override
    public boolean held() {
        return renewal.filter(Renewal::isFresh).isPresent();
    }

    /** For how long it could not be renewed, if others may take this runtime for gone by now, and it is one on this bank. */
    Optional<Duration> lapsed(String bank) {
        return renewal.flatMap(now -> now.lapsed(bank));
    }

    /** Where the bank comes from. */
    @FunctionalInterface
    interface Source {
        ProviderLease lease() throws RedoubtException;
    }

    /** One more uses it; for the first one it is made durable. */
    void enter(Source source) throws RedoubtException {
        lock.lock();
        try {
            if (users == 0) {
                Renewal first = new Renewal(source.lease(), owner, numbers, signs, settings);
                first.begin();
                renewal = Optional.of(first);
            }
            users++;
        } finally {
            lock.unlock();
        }
    }

    /** One less uses it; after the last one it is taken away. */
    void leave() {
        lock.lock();
        try {
            users--;
            if (users == 0) {
                renewal.ifPresent(Renewal::end);
                renewal = Optional.empty();
            }
        } finally {
            lock.unlock();
        }
    }
}
