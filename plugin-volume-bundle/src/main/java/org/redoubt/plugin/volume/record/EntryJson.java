package org.redoubt.plugin.volume.record;

import java.util.Base64;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.JsonString;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;

/** The metadata of a single file as a document. */
final class EntryJson {
    private static final int NANOS = 1_000_000_000;

    private EntryJson() {
    }

    static JsonObject of(TreeEntry entry) {
        JsonObject.Builder attributes = JsonObject.builder();
        entry.attributes().forEach(one -> attributes.put(one.name(), Base64.getEncoder().encodeToString(one.value())));
        return JsonObject.builder().put("mode", entry.mode()).put("uid", entry.uid()).put("gid", entry.gid())
                .put("user", entry.user()).put("group", entry.group()).put("modifiedSeconds", entry.modifiedSeconds())
                .put("modifiedNanos", entry.modifiedNanos()).put("attributes", attributes.build()).build();
    }

    static TreeEntry parse(JsonObject json) {
        long nanos = json.number("modifiedNanos").orElse(0);
        TreeEntry.Builder entry = TreeEntry.builder(TreePath.ROOT, EntryType.FILE).mode((int) json.number("mode").orElse(0600))
                .owner(json.number("uid").orElse(0), json.number("gid").orElse(0))
                .ownerNames(json.string("user").orElse(""), json.string("group").orElse(""))
                .modified(json.number("modifiedSeconds").orElse(0), (int) Math.clamp(nanos, 0L, NANOS - 1L));
        json.object("attributes").orElse(JsonObject.empty()).members().forEach((name, value) -> {
            if (value instanceof JsonString text) {
                entry.attribute(name, Base64.getDecoder().decode(text.value()));
            }
        });
        return entry.build();
    }
}
