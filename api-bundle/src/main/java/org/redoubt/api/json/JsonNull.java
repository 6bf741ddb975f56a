package org.redoubt.api.json;

/** The JSON value {@code null}. */
public record JsonNull() implements Json {
    /** The only value that is needed. */
    public static final JsonNull NULL = new JsonNull();

    @Override
    public String toString() {
        return "null";
    }
}
