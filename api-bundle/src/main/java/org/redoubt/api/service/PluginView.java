package org.redoubt.api.service;

import java.util.List;
import java.util.Objects;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;

/**
 * A protection plugin.
 *
 * @param name the symbolic name of its bundle
 * @param version the version of its bundle
 * @param bundleId the number of its bundle
 * @param types the types of resources it protects
 * @param format the version of its format that it writes
 * @param reads the range of versions of its format that it reads
 * @param state {@code active}, {@code draining}, {@code unhealthy} or {@code failed}
 * @param reason why it is not active; empty if it is
 * @param leases how many operations use it
 */
public record PluginView(String name, String version, long bundleId, List<String> types, String format, String reads, String state,
        String reason, int leases) {
    /** Copies the list. */
    public PluginView {
        Objects.requireNonNull(name);
        Objects.requireNonNull(version);
        types = List.copyOf(types);
        Objects.requireNonNull(format);
        Objects.requireNonNull(reads);
        Objects.requireNonNull(state);
        Objects.requireNonNull(reason);
    }

    /** All of this as a document. */
    public JsonObject toJson() {
        return JsonObject.builder().put("name", name).put("version", version).put("bundleId", bundleId)
                .put("types", JsonArray.ofStrings(types)).put("format", format).put("reads", reads).put("state", state)
                .put("reason", reason).put("leases", leases).build();
    }
}
