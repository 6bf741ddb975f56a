package org.redoubt.engine.provider;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.redoubt.api.journal.ForwardingJournal;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.lease.Lease;

/** The journal for who needs it now and then, for a long time: leased for each call, so that its bundle may go in between. Thread-safe. */
final class OccasionalJournal extends ForwardingJournal {
    private final Journals source;

    /** @param source where it comes from, for one call */
    OccasionalJournal(Journals source) {
        this.source = source;
    }

    @Override
    protected <T> T call(Call<T> call) throws RedoubtException {
        try (Lease<Journal> lease = source.lease()) {
            return call.on(lease.service());
        }
    }

    @Override
    public CompletionStage<Void> record(List<JournalChange> news) {
        Lease<Journal> lease;
        try {
            lease = source.lease();
        } catch (RedoubtException away) {
            return CompletableFuture.failedFuture(away);
        }
        try {
            return lease.service().record(news).whenComplete((done, failed) -> lease.close());
        } catch (RuntimeException | Error broken) {
            lease.close();
            throw broken;
        }
    }
}
