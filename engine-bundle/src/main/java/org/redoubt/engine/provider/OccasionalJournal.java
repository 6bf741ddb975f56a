package org.redoubt.engine.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.journal.JournalEntry;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.engine.lease.Lease;

/** The journal for who needs it now and then, for a long time: leased for each call, so that its bundle may go in between. Thread-safe. */
final class OccasionalJournal implements Journal {
    private final Journals source;

    /** @param source where it comes from, for one call */
    OccasionalJournal(Journals source) {
        this.source = source;
    }

    private interface Call<T> {
        T on(Journal journal) throws RedoubtException;
    }

    private <T> T call(Call<T> call) throws RedoubtException {
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

    @Override
    public List<JournalEntry> list(boolean openOnly, int limit) throws RedoubtException {
        return call(journal -> journal.list(openOnly, limit));
    }

    @Override
    public Optional<JournalEntry> find(OperationId operation) throws RedoubtException {
        return call(journal -> journal.find(operation));
    }

    @Override
    public Optional<byte[]> attachment(OperationId operation, String name) throws RedoubtException {
        return call(journal -> journal.attachment(operation, name));
    }

    @Override
    public Map<Long, JsonObject> steps(OperationId operation) throws RedoubtException {
        return call(journal -> journal.steps(operation));
    }

    @Override
    public Map<Integer, byte[]> progress(OperationId operation) throws RedoubtException {
        return call(journal -> journal.progress(operation));
    }

    @Override
    public Map<Integer, JsonObject> resources(OperationId operation) throws RedoubtException {
        return call(journal -> journal.resources(operation));
    }
}
