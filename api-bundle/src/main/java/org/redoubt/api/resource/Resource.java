package org.redoubt.api.resource;

import java.util.Objects;
import org.redoubt.api.json.JsonObject;

/** Something that can be protected. Immutable. Equality is by {@link #ref()} alone. */
public final class Resource {
    private final ResourceRef ref;
    private final String name;
    private final JsonObject extraInfo;

    private Resource(ResourceRef ref, String name, JsonObject extraInfo) {
        this.ref = Objects.requireNonNull(ref);
        this.name = Objects.requireNonNull(name);
        this.extraInfo = Objects.requireNonNull(extraInfo);
    }

    /**
     * A resource.
     *
     * @param type its type
     * @param id its id
     * @param name its name for people; need not be unique
     * @return the resource, without extra information
     */
    public static Resource of(String type, String id, String name) {
        return new Resource(new ResourceRef(type, id), name, JsonObject.empty());
    }

    /** This resource with what its plugins want to know besides; no secrets, as it is stored and shown. */
    public Resource extraInfo(JsonObject info) {
        return new Resource(ref, name, info);
    }

    /** Its identity. */
    public ResourceRef ref() {
        return ref;
    }

    /** Its type. */
    public String type() {
        return ref.type();
    }

    /** Its id. */
    public String id() {
        return ref.id();
    }

    /** Its name for people. */
    public String name() {
        return name;
    }

    /** What its plugins want to know besides. */
    public JsonObject extraInfo() {
        return extraInfo;
    }

    /** The members {@code type}, {@code id}, {@code name} and {@code extraInfo}. */
    public JsonObject toJson() {
        return JsonObject.builder().put("type", type()).put("id", id()).put("name", name).put("extraInfo", extraInfo).build();
    }

    /**
     * The reverse of {@link #toJson()}.
     *
     * @param json an object with at least {@code type} and {@code id}
     * @return the resource
     * @throws IllegalArgumentException if one of them is missing
     */
    public static Resource fromJson(JsonObject json) {
        String id = json.string("id").orElse("");
        return of(json.string("type").orElse(""), id, json.string("name").orElse(id))
                .extraInfo(json.object("extraInfo").orElse(JsonObject.empty()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Resource that && ref.equals(that.ref);
    }

    @Override
    public int hashCode() {
        return ref.hashCode();
    }

    @Override
    public String toString() {
        return ref.toString();
    }
}
