package org.redoubt.engine.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.document.DocumentProblems;
import org.redoubt.engine.document.DocumentStore;
import org.redoubt.engine.document.PageReader;
import org.redoubt.engine.document.PageWriter;

/** Records as lines. The resource itself stands in the graph. */
final class RecordPages {
    private RecordPages() {
    }

    /**
     * A record, and what the section of its resource holds.
     *
     * @param entry the record
     * @param contents what must be in the section
     */
    record Line(StoredRecord entry, Contents contents) {
    }

    static Summary write(DocumentStore documents, Prefix prefix, ResourceGraph graph, Iterable<StoredRecord> records,
            Function<ResourceRef, Contents> contents) throws BankException {
        PageWriter pages = new PageWriter(documents, Kind.RESOURCES, prefix);
        Summary summary = Summary.NONE;
        for (StoredRecord entry : records) {
            ResourceRef ref = entry.resource().ref();
            int number = graph.number(ref)
                    .orElseThrow(() -> new IllegalArgumentException(ref + " is not in the graph of the checkpoint."));
            pages.add(line(number, entry, contents.apply(ref)));
            summary = summary.add(entry);
        }
        pages.end();
        return summary;
    }

    private static JsonObject line(int number, StoredRecord entry, Contents contents) {
        JsonObject.Builder json = JsonObject.builder().put("resource", number).put("status", entry.status().word());
        if (!entry.reasons().isEmpty()) {
            json.put("reasons", JsonArray.of(entry.reasons().stream().map(Problem::toJson).toList()));
        }
        json.put("consistency", entry.consistency().word());
        text(json, "consistencyReason", entry.consistencyReason());
        entry.snapshotAt().ifPresent(at -> json.put("snapshotAt", Times.text(at)));
        entry.freezeWindow().ifPresent(window -> json.put("freezeWindow", window.toString()));
        entry.freezeOverrun().ifPresent(elapsed -> json.put("freezeOverrun", elapsed.toString()));
        text(json, "pluginName", entry.pluginName());
        text(json, "pluginVersion", entry.pluginVersion());
        text(json, "format", entry.format());
        json.put("bytes", entry.bytes());
        contents.write(json);
        return json.build();
    }

    private static void text(JsonObject.Builder json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    static List<Line> read(DocumentStore documents, Prefix prefix, ResourceGraph graph) throws BankException {
        PageReader pages = new PageReader(documents, Kind.RESOURCES, prefix);
        List<Line> lines = new ArrayList<>();
        for (Optional<Json> json = pages.next(); json.isPresent(); json = pages.next()) {
            if (json.get() instanceof JsonObject object) {
                Fields fields = new Fields(pages.page(), object);
                lines.add(new Line(entry(fields, resource(fields, graph)), Contents.read(fields)));
            } else {
                throw DocumentProblems.damaged(pages.page(), "holds something that is no record");
            }
        }
        return lines;
    }

    private static Resource resource(Fields fields, ResourceGraph graph) throws BankException {
        long number = fields.number("resource");
        if (number < 0 || number >= graph.size()) {
            throw fields.senseless("resource");
        }
        return graph.resource((int) number);
    }

    private static StoredRecord entry(Fields fields, Resource resource) throws BankException {
        JsonObject json = fields.json();
        return new StoredRecord(resource,
                fields.word("status", ResourceStatus.values(), ResourceStatus::word).orElseThrow(() -> fields.senseless("status")),
                fields.problems("reasons"),
                fields.word("consistency", Grade.values(), Grade::word).orElse(Grade.NONE),
                json.string("consistencyReason").orElse(""), fields.instant("snapshotAt"), fields.duration("freezeWindow"),
                fields.duration("freezeOverrun"), json.string("pluginName").orElse(""),
                json.string("pluginVersion").orElse(""), json.string("format").orElse(""), fields.number("bytes"));
    }
}
