package org.redoubt.engine.checkpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.ResourceRecord;
import org.redoubt.api.service.ResourceStatus;

/** A record as the front door shows it. */
final class RecordView implements ResourceRecord {
    private final StoredRecord entry;
    private final Readability readability;

    RecordView(StoredRecord entry, Readability readability) {
        this.entry = entry;
        this.readability = readability;
    }

    @Override
    public Resource resource() {
        return entry.resource();
    }

    @Override
    public ResourceStatus status() {
        return entry.status();
    }

    @Override
    public List<Problem> reasons() {
        return entry.reasons();
    }

    @Override
    public Grade consistency() {
        return entry.consistency();
    }

    @Override
    public String consistencyReason() {
        return entry.consistencyReason();
    }

    @Override
    public Optional<Instant> snapshotAt() {
        return entry.snapshotAt();
    }

    @Override
    public Optional<Duration> freezeWindow() {
        return entry.freezeWindow();
    }

    @Override
    public String pluginName() {
        return entry.pluginName();
    }

    @Override
    public String pluginVersion() {
        return entry.pluginVersion();
    }

    @Override
    public String format() {
        return entry.format();
    }

    @Override
    public Optional<String> unreadable() {
        return readability.unreadable(entry);
    }

    @Override
    public long bytes() {
        return entry.bytes();
    }

    /** The members of the resource, then those of the record, named by the accessors. */
    @Override
    public JsonObject toJson() {
        JsonObject.Builder json = entry.resource().toJson().toBuilder().put("status", entry.status().word());
        json.put("reasons", JsonArray.of(entry.reasons().stream().map(Problem::toJson).toList()));
        json.put("consistency", entry.consistency().word()).put("consistencyReason", entry.consistencyReason());
        entry.snapshotAt().ifPresent(at -> json.put("snapshotAt", Times.text(at)));
        entry.freezeWindow().ifPresent(window -> json.put("freezeWindow", window.toString()));
        json.put("pluginName", entry.pluginName()).put("pluginVersion", entry.pluginVersion()).put("format", entry.format());
        unreadable().ifPresent(reason -> json.put("unreadable", reason));
        return json.put("bytes", entry.bytes()).build();
    }
}
