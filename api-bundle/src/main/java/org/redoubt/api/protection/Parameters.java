package org.redoubt.api.protection;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.redoubt.api.json.JsonObject;

/**
 * The parameters of one resource: merged, with the defaults of the schema filled in, and valid. Immutable.
 */
public final class Parameters {
    private static final Parameters EMPTY = new Parameters(JsonObject.empty());

    private final JsonObject json;

    private Parameters(JsonObject json) {
        this.json = Objects.requireNonNull(json);
    }

    /** No parameters. */
    public static Parameters empty() {
        return EMPTY;
    }

    /** Parameters with these members. */
    public static Parameters of(JsonObject json) {
        return new Parameters(json);
    }

    /** All members. */
    public JsonObject json() {
        return json;
    }

    /** A string. */
    public Optional<String> string(String name) {
        return json.string(name);
    }

    /** A whole number. */
    public OptionalLong number(String name) {
        return json.number(name);
    }

    /** A boolean; false if it is not set. */
    public boolean flag(String name) {
        return json.flag(name).orElse(false);
    }

    /** A list of strings; empty if it is not set. */
    public List<String> strings(String name) {
        return json.strings(name);
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
