package org.redoubt.engine.parameter;

import java.util.Map;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;

/** Fills the defaults of a schema into a value: those that stand directly in {@code properties}, at every depth. */
final class Defaults {
    private Defaults() {
    }

    static JsonObject fill(JsonObject schema, JsonObject value) {
        JsonObject.Builder filled = value.toBuilder();
        for (Map.Entry<String, Json> property : schema.object("properties").orElse(JsonObject.empty()).members().entrySet()) {
            if (property.getValue() instanceof JsonObject member) {
                Json present = value.get(property.getKey()).or(() -> member.get("default")).orElse(null);
                if (present != null) {
                    filled.put(property.getKey(), present instanceof JsonObject object ? fill(member, object) : present);
                }
            }
        }
        return filled.build();
    }
}
