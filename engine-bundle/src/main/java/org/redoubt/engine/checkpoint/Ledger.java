package org.redoubt.engine.checkpoint;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.vault.DataId;

/** What has been written to the section of one resource so far. Thread-safe. */
final class Ledger {
    private final Map<String, String> documents = new ConcurrentHashMap<>(2);
    private final Map<String, DataEntry> data = new ConcurrentHashMap<>(2);

    boolean hasDocument(String name) {
        return documents.containsKey(name);
    }

    void document(String name, String digest) {
        documents.put(name, digest);
    }

    Optional<DataEntry> data(String name) {
        return Optional.ofNullable(data.get(name));
    }

    void data(String name, DataEntry entry) {
        data.put(name, entry);
    }

    void clear() {
        documents.clear();
        data.clear();
    }

    long bytes() {
        return data.values().stream().mapToLong(DataEntry::bytes).sum();
    }

    Contents contents() {
        Map<String, DataId> ids = new HashMap<>();
        data.forEach((name, entry) -> ids.put(name, entry.id()));
        return documents.isEmpty() && ids.isEmpty() ? Contents.NONE : new Contents(new HashMap<>(documents), ids);
    }
}
