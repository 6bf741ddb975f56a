package org.redoubt.api.json;

import java.util.Objects;

/**
 * The text of a JSON Schema (draft 2020-12) for an object. Members marked {@code "x-redoubt-secret": true} take only
 * references of the form {@code secret:NAME}. Immutable; equality is by value.
 */
public final class Schema {
    private static final Schema EMPTY = new Schema(JsonObject.builder().put("type", "object")
            .put("properties", JsonObject.empty()).put("additionalProperties", false).build());

    private final JsonObject json;

    private Schema(JsonObject json) {
        this.json = Objects.requireNonNull(json);
    }

    /** The schema of an object that has no members: there is nothing to set. */
    public static Schema empty() {
        return EMPTY;
    }

    /** A schema from a value. */
    public static Schema of(JsonObject json) {
        return new Schema(json);
    }

    /**
     * A schema from its text, as a literal of a plugin.
     *
     * @param text a JSON object
     * @return the schema
     * @throws IllegalArgumentException if the text is no JSON object
     */
    public static Schema parse(String text) {
        try {
            return new Schema(Json.parseObject(text));
        } catch (JsonException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The schema as a value. */
    public JsonObject json() {
        return json;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schema that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
