package org.redoubt.engine.operation;

import java.time.Instant;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.Operations.TimelineEntry;

/** An entry of a timeline as a document. */
final class TimelineDocument {
    private TimelineDocument() {
    }

    static JsonObject toJson(TimelineEntry entry) {
        return JsonObject.builder().put("type", entry.resource().type()).put("id", entry.resource().id()).put("name", entry.resource().name())
                .put("hook", entry.hook().word()).put("readyAt", entry.readyAt().toString()).put("startedAt", entry.startedAt().toString())
                .put("endedAt", entry.endedAt().toString()).put("thread", entry.thread()).put("waitedFor", entry.waitedFor())
                .put("outcome", entry.outcome()).build();
    }

    static TimelineEntry fromJson(JsonObject json) {
        return new TimelineEntry(Resource.fromJson(json), Words.hook(json.string("hook").orElse("")), instant(json, "readyAt"),
                instant(json, "startedAt"), instant(json, "endedAt"), json.string("thread").orElse(""), json.string("waitedFor").orElse(""),
                json.string("outcome").orElse(""));
    }

    private static Instant instant(JsonObject json, String member) {
        return Instant.parse(json.string(member).orElse("1970-01-01T00:00:00Z"));
    }
}
