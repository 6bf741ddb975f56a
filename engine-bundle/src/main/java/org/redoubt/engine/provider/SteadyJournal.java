package org.redoubt.engine.provider;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.journal.ForwardingJournal;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.Offer;

/**
 * The journal in one use. The service behind it may go and come back, as it does when its bundle is updated: calls wait for it a
 * while, and fail after that. What was handed over before the service went is written by it, so the order stays. Thread-safe.
 */
final class SteadyJournal extends ForwardingJournal implements Lease<Journal> {
    private final Journals source;
    private final Comeback comeback;
    private final Offer offer;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Lease<Journal>> lease;
    private boolean closed;

    /**
     * @param source where the service comes from
     * @param comeback how long a call waits for a journal that is away
     * @throws RedoubtException of kind {@code UNAVAILABLE} if there is none now
     */
    SteadyJournal(Journals source, Comeback comeback) throws RedoubtException {
        this.source = source;
        this.comeback = comeback;
        Lease<Journal> first = source.lease();
        this.offer = first.offer();
        this.lease = Optional.of(first);
        watch(first);
    }

    private void watch(Lease<Journal> held) {
        held.onAbandoned(() -> drop(held));
    }

    private void drop(Lease<Journal> going) {
        lock.lock();
        try {
            lease = lease.filter(present -> present != going);
        } finally {
            lock.unlock();
        }
        going.close();
    }

    @Override
    protected <T> T call(Call<T> call) throws RedoubtException {
        return call.on(comeback.await(this::present));
    }

    private Journal present() throws RedoubtException {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The journal has been given back.");
            }
            if (lease.isEmpty()) {
                Lease<Journal> fresh = source.lease();
                lease = Optional.of(fresh);
                watch(fresh);
            }
            return lease.get().service();
        } finally {
            lock.unlock();
        }
    }

    /** Handed over under the lock, so that nobody hands over to a journal that has gone meanwhile. */
    @Override
    public CompletionStage<Void> record(List<JournalChange> news) {
        try {
            return comeback.await(() -> {
                lock.lock();
                try {
                    return present().record(news);
                } finally {
                    lock.unlock();
                }
            });
        } catch (RedoubtException away) {
            return CompletableFuture.failedFuture(away);
        }
    }

    @Override
    public Offer offer() {
        return offer;
    }

    @Override
    public Journal service() {
        return this;
    }

    @Override
    public boolean draining() {
        lock.lock();
        try {
            return lease.filter(present -> !present.draining()).isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** It is never gone for good: one that comes back is used again. */
    @Override
    public boolean gone() {
        return false;
    }

    @Override
    public void onAbandoned(Runnable action) {
        // Its holder has nothing to do: the next call finds the next journal.
    }

    @Override
    public void close() {
        Optional<Lease<Journal>> held;
        lock.lock();
        try {
            closed = true;
            held = lease;
            lease = Optional.empty();
        } finally {
            lock.unlock();
        }
        held.ifPresent(Lease::close);
    }
}
