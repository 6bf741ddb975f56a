package org.redoubt.journal.sqlite.group;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.journal.JournalChange.Forgotten;
import org.redoubt.api.journal.JournalChange.OperationChanged;
import org.redoubt.api.journal.JournalChange.StepClosed;
import org.redoubt.api.protection.OperationId;
import org.redoubt.journal.sqlite.table.Writes;

/** What becomes durable together: of several changes under one key only the last. */
final class Group {
    /** What a change replaces when it comes later; the name is that of an attachment. */
    private record Key(String table, OperationId operation, long number, String name) {
        static Key of(JournalChange change) {
            OperationId id = change.operation();
            return switch (change) {
                case OperationChanged it -> new Key("operation", id, 0, "");
                case Forgotten it -> new Key("forgotten", id, 0, "");
                case JournalChange.Attached it -> new Key("attachment", id, 0, it.name());
                case JournalChange.StepOpened it -> new Key("step", id, it.step(), "");
                case StepClosed it -> new Key("step", id, it.step(), "");
                case JournalChange.Progressed it -> new Key("progress", id, it.segment(), "");
                case JournalChange.ResourceChanged it -> new Key("resource", id, it.resource(), "");
            };
        }
    }

    private final Writes writes;
    private final Map<OperationId, Map<Key, JournalChange>> changes = new LinkedHashMap<>();
    private final Map<OperationId, Boolean> recorded = new HashMap<>();

    Group(Writes writes) {
        this.writes = writes;
    }

    /** Takes a list in, or nothing of it when it speaks of an operation that is not recorded, which is then the answer. */
    Optional<OperationId> add(List<JournalChange> list) throws SQLException {
        Map<OperationId, Boolean> after = new HashMap<>();
        for (JournalChange change : list) {
            OperationId id = change.operation();
            if (change instanceof OperationChanged || change instanceof Forgotten) {
                after.put(id, change instanceof OperationChanged);
            } else if (!(change instanceof StepClosed) && !after.getOrDefault(id, isRecorded(id))) {
                return Optional.of(id);
            }
        }
        recorded.putAll(after);
        for (JournalChange change : list) {
            Map<Key, JournalChange> ofOperation = changes.computeIfAbsent(change.operation(), id -> new LinkedHashMap<>());
            if (change instanceof Forgotten) {
                ofOperation.clear();
            }
            ofOperation.put(Key.of(change), change);
        }
        return Optional.empty();
    }

    private boolean isRecorded(OperationId id) throws SQLException {
        Boolean known = recorded.get(id);
        if (known == null) {
            known = writes.exists(id);
            recorded.put(id, known);
        }
        return known;
    }

    /** Writes all of it. An operation comes before what belongs to it, as its tables demand that. */
    void write() throws SQLException {
        for (Map<Key, JournalChange> ofOperation : changes.values()) {
            List<JournalChange> rest = new ArrayList<>();
            for (JournalChange change : ofOperation.values()) {
                if (change instanceof Forgotten || change instanceof OperationChanged) {
                    writes.write(change);
                } else {
                    rest.add(change);
                }
            }
            for (JournalChange change : rest) {
                writes.write(change);
            }
        }
    }
}
