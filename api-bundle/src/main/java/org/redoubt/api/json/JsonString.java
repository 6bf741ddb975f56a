package org.redoubt.api.json;

import java.util.Objects;

/**
 * A JSON string.
 *
 * @param value the text, unescaped
 */
public record JsonString(String value) implements Json {
    /** Refuses {@code null}. */
    public JsonString {
        Objects.requireNonNull(value);
    }

    @Override
    public String toString() {
        return JsonWriter.compact(this);
    }
}
