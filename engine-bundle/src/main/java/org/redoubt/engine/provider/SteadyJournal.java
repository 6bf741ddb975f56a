package org.redoubt.engine.provider;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
    private final Offer offer;
    private final SteadyLease<Journal> lease;

    /**
     * @param source where the service comes from
     * @param comeback how long a call waits for a journal that is away
     * @throws RedoubtException of kind {@code UNAVAILABLE} if there is none now
     */
    SteadyJournal(Journals source, Comeback comeback) throws RedoubtException {
        Lease<Journal> first = source.lease();
        this.offer = first.offer();
        this.lease = new SteadyLease<>("The journal", first, source::lease, comeback);
    }

    @Override
    protected <T> T call(Call<T> call) throws RedoubtException {
        return call.on(lease.service());
    }

    @Override
    public CompletionStage<Void> record(List<JournalChange> news) {
        try {
            return lease.handOver(journal -> journal.record(news));
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
        return lease.draining();
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
        lease.close();
    }
}
