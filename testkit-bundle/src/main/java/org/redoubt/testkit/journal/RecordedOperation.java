package org.redoubt.testkit.journal;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.journal.JournalEntry;
import org.redoubt.api.json.JsonObject;

/** What is recorded of one operation. Immutable from the outside: changes are made to a copy. */
final class RecordedOperation {
    private final JournalEntry entry;
    private final Map<String, byte[]> attachments;
    private final NavigableMap<Long, JsonObject> steps;
    private final NavigableMap<Integer, byte[]> progress;
    private final NavigableMap<Integer, JsonObject> resources;

    RecordedOperation(JournalEntry entry) {
        this(entry, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    private RecordedOperation(JournalEntry entry, Map<String, byte[]> attachments, NavigableMap<Long, JsonObject> steps,
            NavigableMap<Integer, byte[]> progress, NavigableMap<Integer, JsonObject> resources) {
        this.entry = entry;
        this.attachments = attachments;
        this.steps = steps;
        this.progress = progress;
        this.resources = resources;
    }

    /** The same under another entry; what belongs to it is shared. */
    RecordedOperation with(JournalEntry changed) {
        return new RecordedOperation(changed, attachments, steps, progress, resources);
    }

    RecordedOperation copy() {
        return new RecordedOperation(entry, new TreeMap<>(attachments), new TreeMap<>(steps), new TreeMap<>(progress), new TreeMap<>(resources));
    }

    JournalEntry entry() {
        return entry;
    }

    Map<String, byte[]> attachments() {
        return attachments;
    }

    NavigableMap<Long, JsonObject> steps() {
        return steps;
    }

    NavigableMap<Integer, byte[]> progress() {
        return progress;
    }

    NavigableMap<Integer, JsonObject> resources() {
        return resources;
    }

    /** Takes over a change to what belongs to the operation. */
    void change(JournalChange change) {
        switch (change) {
            case JournalChange.Attached it -> attachments.put(it.name(), it.content());
            case JournalChange.StepOpened it -> steps.put(it.step(), it.document());
            case JournalChange.StepClosed it -> steps.remove(it.step());
            case JournalChange.Progressed it -> progress.put(it.segment(), it.content());
            case JournalChange.ResourceChanged it -> resources.put(it.resource(), it.document());
            case JournalChange.OperationChanged it -> throw new IllegalArgumentException("not what belongs to an operation: " + it);
            case JournalChange.Forgotten it -> throw new IllegalArgumentException("not what belongs to an operation: " + it);
        }
    }
}
