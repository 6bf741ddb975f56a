package org.redoubt.engine.parameter;

import java.util.LinkedHashMap;
import java.util.Map;
import org.redoubt.api.json.JsonObject;

/**
 * Parameters put together from several places, with the place where each top-level member came from.
 *
 * @param value the parameters
 * @param origins the place of each member
 */
record Merged(JsonObject value, Map<String, String> origins) {
    private static final String DEFAULT = "default";

    static Merged empty() {
        return new Merged(JsonObject.empty(), Map.of());
    }

    /** These with the members of another place, which win. */
    Merged with(String origin, JsonObject members) {
        if (members.members().isEmpty()) {
            return this;
        }
        Map<String, String> places = new LinkedHashMap<>(origins);
        members.members().keySet().forEach(name -> places.put(name, origin));
        return new Merged(value.toBuilder().putAll(members).build(), places);
    }

    /** These with the defaults of a schema where nothing is said. */
    Merged filled(JsonObject schema) {
        JsonObject full = Defaults.fill(schema, value);
        Map<String, String> places = new LinkedHashMap<>(origins);
        full.members().keySet().forEach(name -> places.putIfAbsent(name, DEFAULT));
        return new Merged(full, places);
    }

    /** The place of a member, {@code default} for one that nobody set. */
    String origin(String member) {
        return origins.getOrDefault(member, DEFAULT);
    }

    JsonObject originsJson() {
        JsonObject.Builder json = JsonObject.builder();
        origins.forEach(json::put);
        return json.build();
    }
}
