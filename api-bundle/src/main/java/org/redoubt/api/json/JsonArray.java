package org.redoubt.api.json;

import java.util.ArrayList;
import java.util.List;

/**
 * A JSON array.
 *
 * @param elements the elements in order; copied, then unmodifiable
 */
public record JsonArray(List<Json> elements) implements Json {
    /** Copies the elements. */
    public JsonArray {
        elements = List.copyOf(elements);
    }

    /** An array of these values. */
    public static JsonArray of(Iterable<? extends Json> values) {
        List<Json> list = new ArrayList<>();
        values.forEach(list::add);
        return new JsonArray(list);
    }

    /** An array of strings. */
    public static JsonArray ofStrings(Iterable<String> values) {
        List<Json> list = new ArrayList<>();
        values.forEach(value -> list.add(Json.of(value)));
        return new JsonArray(list);
    }

    @Override
    public String toString() {
        return JsonWriter.compact(this);
    }
}
