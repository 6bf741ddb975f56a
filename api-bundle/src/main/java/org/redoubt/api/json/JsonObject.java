package org.redoubt.api.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON object. Members keep the order in which they were put; equality ignores it.
 *
 * @param members the members by name; copied, then unmodifiable
 */
public record JsonObject(Map<String, Json> members) implements Json {
    private static final JsonObject EMPTY = new JsonObject(Map.of());

    /** Copies the members. */
    public JsonObject {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        members.forEach((name, value) -> {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, name);
        });
    }

    /** The object without members. */
    public static JsonObject empty() {
        return EMPTY;
    }

    /** Starts a new object. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts a new object with the members of this one. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.members.putAll(members);
        return builder;
    }

    /** The member of that name, if it is there; it may be {@link JsonNull}. */
    public Optional<Json> get(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** The member of that name, if it is a string. */
    public Optional<String> string(String name) {
        return members.get(name) instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }

    /** The member of that name, if it is a whole number that fits. */
    public OptionalLong number(String name) {
        return members.get(name) instanceof JsonNumber number ? number.asLong() : OptionalLong.empty();
    }

    /** The member of that name, if it is a boolean. */
    public Optional<Boolean> flag(String name) {
        return members.get(name) instanceof JsonBoolean flag ? Optional.of(flag.value()) : Optional.empty();
    }

    /** The member of that name, if it is an object. */
    public Optional<JsonObject> object(String name) {
        return members.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    /** The elements of the member of that name; empty if it is no array. */
    public List<Json> array(String name) {
        return members.get(name) instanceof JsonArray array ? array.elements() : List.of();
    }

    /** The strings in the array of that name, in order; elements that are no strings are left out. */
    public List<String> strings(String name) {
        return array(name).stream().filter(JsonString.class::isInstance).map(e -> ((JsonString) e).value()).toList();
    }

    @Override
    public String toString() {
        return JsonWriter.compact(this);
    }

    /** Builds an object. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Json> members = new LinkedHashMap<>();

        private Builder() {
        }

        /** Sets a member. */
        public Builder put(String name, Json value) {
            members.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, name));
            return this;
        }

        /** Sets a member to a string. */
        public Builder put(String name, String value) {
            return put(name, Json.of(value));
        }

        /** Sets a member to a whole number. */
        public Builder put(String name, long value) {
            return put(name, Json.of(value));
        }

        /** Sets a member to a boolean. */
        public Builder put(String name, boolean value) {
            return put(name, Json.of(value));
        }

        /** Sets a member to an array of strings. */
        public Builder put(String name, Iterable<String> values) {
            return put(name, JsonArray.ofStrings(values));
        }

        /** Sets every member of another object. */
        public Builder putAll(JsonObject other) {
            members.putAll(other.members);
            return this;
        }

        /** The object. */
        public JsonObject build() {
            return new JsonObject(members);
        }
    }
}
