package org.redoubt.api.json;

/**
 * A JSON boolean.
 *
 * @param value true or false
 */
public record JsonBoolean(boolean value) implements Json {
    /** The value {@code true}. */
    public static final JsonBoolean TRUE = new JsonBoolean(true);
    /** The value {@code false}. */
    public static final JsonBoolean FALSE = new JsonBoolean(false);

    @Override
    public String toString() {
        return JsonWriter.compact(this);
    }
}
