package org.redoubt.api.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.resource.ResourceRef;

/**
 * Parameters by address: a type {@code T}, or one resource {@code T#id}, which wins. Immutable; equality is by value.
 */
public final class ParameterSet {
    private static final ParameterSet EMPTY = new ParameterSet(Map.of());

    private final Map<String, JsonObject> byAddress;

    private ParameterSet(Map<String, JsonObject> byAddress) {
        this.byAddress = Collections.unmodifiableMap(byAddress);
    }

    /** No parameters. */
    public static ParameterSet empty() {
        return EMPTY;
    }

    /**
     * This set with one member more, or another value for it.
     *
     * @param address {@code T} or {@code T#id}
     * @param member the name of a member
     * @param value its value
     */
    public ParameterSet with(String address, String member, Json value) {
        return with(address, JsonObject.builder().put(member, value).build());
    }

    /**
     * This set with the members of an object set at an address; others stay.
     *
     * @param address {@code T} or {@code T#id}
     * @param members the members
     */
    public ParameterSet with(String address, JsonObject members) {
        Map<String, JsonObject> copy = new LinkedHashMap<>(byAddress);
        copy.merge(address, members, (old, fresh) -> old.toBuilder().putAll(fresh).build());
        return new ParameterSet(copy);
    }

    /** All addresses with their members. */
    public Map<String, JsonObject> byAddress() {
        return byAddress;
    }

    /** The members set for a type. */
    public JsonObject forType(String type) {
        return byAddress.getOrDefault(type, JsonObject.empty());
    }

    /** The members set for one resource alone. */
    public JsonObject forResource(ResourceRef ref) {
        return byAddress.getOrDefault(ref.toString(), JsonObject.empty());
    }

    /** An object with a member for each address. */
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder();
        byAddress.forEach(json::put);
        return json.build();
    }

    /**
     * The reverse of {@link #toJson()}.
     *
     * @throws IllegalArgumentException if a member is no object
     */
    public static ParameterSet fromJson(JsonObject json) {
        Map<String, JsonObject> parameters = new LinkedHashMap<>();
        json.members().forEach((address, value) -> {
            if (!(value instanceof JsonObject members)) {
                throw new IllegalArgumentException("The parameters of \"" + address + "\" must be an object.");
            }
            parameters.put(address, members);
        });
        return new ParameterSet(parameters);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParameterSet that && byAddress.equals(that.byAddress);
    }

    @Override
    public int hashCode() {
        return byAddress.hashCode();
    }

    @Override
    public String toString() {
        return toJson().toString();
    }
}
