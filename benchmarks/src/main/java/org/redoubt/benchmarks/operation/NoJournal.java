package org.redoubt.benchmarks.operation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.journal.JournalEntry;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.OperationId;

/** Forgets everything at once: what a run without a journal would be. */
final class NoJournal implements Journal {
    @Override
    public CompletionStage<Void> record(List<JournalChange> changes) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<JournalEntry> list(boolean openOnly, int limit) {
        return List.of();
    }

    @Override
    public Optional<JournalEntry> find(OperationId operation) {
        return Optional.empty();
    }

    @Override
    public Optional<byte[]> attachment(OperationId operation, String name) {
        return Optional.empty();
    }

    @Override
    public Map<Long, JsonObject> steps(OperationId operation) {
        return Map.of();
    }

    @Override
    public Map<Integer, byte[]> progress(OperationId operation) {
        return Map.of();
    }

    @Override
    public Map<Integer, JsonObject> resources(OperationId operation) {
        return Map.of();
    }
}
