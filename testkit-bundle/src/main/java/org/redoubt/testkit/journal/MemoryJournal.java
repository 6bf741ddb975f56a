package org.redoubt.testkit.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.journal.JournalEntry;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;

/**
 * The reference: a journal in memory that keeps every promise of {@link Journal} but that of a power cut. Stages are complete
 * when {@link #record} returns. Thread-safe.
 */
public final class MemoryJournal implements Journal {
    private final NavigableMap<String, RecordedOperation> operations = new TreeMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** A journal that nothing has been recorded in. */
    public MemoryJournal() {
    }

    /** Another journal with all that is recorded in this one now: what a runtime would find that was killed at this moment. */
    public MemoryJournal copy() {
        MemoryJournal copy = new MemoryJournal();
        lock.lock();
        try {
            operations.forEach((id, operation) -> copy.operations.put(id, operation.copy()));
        } finally {
            lock.unlock();
        }
        return copy;
    }

    @Override
    public CompletionStage<Void> record(List<JournalChange> changes) {
        List<JournalChange> list = List.copyOf(changes);
        lock.lock();
        try {
            Optional<OperationId> unknown = unknown(list);
            if (unknown.isPresent()) {
                return CompletableFuture.failedFuture(new RedoubtException(Problem.of(ProblemKind.INVALID, "Nothing can be recorded of the operation "
                        + unknown.get() + ", as it is not in the journal.").subject(unknown.get().value())));
            }
            list.forEach(this::change);
            return CompletableFuture.completedFuture(null);
        } finally {
            lock.unlock();
        }
    }

    private Optional<OperationId> unknown(List<JournalChange> changes) {
        Map<String, Boolean> now = new HashMap<>();
        for (JournalChange change : changes) {
            String id = change.operation().value();
            switch (change) {
                case JournalChange.OperationChanged it -> now.put(id, true);
                case JournalChange.Forgotten it -> now.put(id, false);
                case JournalChange.StepClosed it -> { }
                default -> {
                    if (!now.getOrDefault(id, operations.containsKey(id))) {
                        return Optional.of(change.operation());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void change(JournalChange change) {
        String id = change.operation().value();
        switch (change) {
            case JournalChange.OperationChanged it -> {
                JournalEntry entry = new JournalEntry(it.operation(), it.open(), it.document());
                operations.merge(id, new RecordedOperation(entry), (old, fresh) -> old.with(entry));
            }
            case JournalChange.Forgotten it -> operations.remove(id);
            default -> Optional.ofNullable(operations.get(id)).ifPresent(operation -> operation.change(change));
        }
    }

    @Override
    public List<JournalEntry> list(boolean openOnly, int limit) throws RedoubtException {
        if (limit < 1) {
            throw new RedoubtException(Problem.of(ProblemKind.INVALID, "A list has at least one operation, not " + limit + "."));
        }
        lock.lock();
        try {
            return operations.descendingMap().values().stream().map(RecordedOperation::entry).filter(entry -> entry.open() || !openOnly)
                    .limit(limit).toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<JournalEntry> find(OperationId operation) {
        return of(operation, RecordedOperation::entry);
    }

    @Override
    public Optional<byte[]> attachment(OperationId operation, String name) {
        return of(operation, it -> it.attachments().get(name)).map(byte[]::clone);
    }

    @Override
    public Map<Long, JsonObject> steps(OperationId operation) {
        return of(operation, it -> new TreeMap<>(it.steps())).orElseGet(TreeMap::new);
    }

    @Override
    public Map<Integer, byte[]> progress(OperationId operation) {
        Map<Integer, byte[]> copy = new LinkedHashMap<>();
        of(operation, it -> new ArrayList<>(it.progress().entrySet())).orElseGet(ArrayList::new)
                .forEach(each -> copy.put(each.getKey(), each.getValue().clone()));
        return copy;
    }

    @Override
    public Map<Integer, JsonObject> resources(OperationId operation) {
        return of(operation, it -> new TreeMap<>(it.resources())).orElseGet(TreeMap::new);
    }

    private <T> Optional<T> of(OperationId operation, Function<RecordedOperation, T> part) {
        lock.lock();
        try {
            return Optional.ofNullable(operations.get(operation.value())).map(part);
        } finally {
            lock.unlock();
        }
    }
}
