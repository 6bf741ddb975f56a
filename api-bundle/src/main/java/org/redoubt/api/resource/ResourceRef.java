package org.redoubt.api.resource;

import java.util.Objects;

/**
 * The identity of a resource: its type and its id. Nothing else takes part in equality, so a resource that was renamed is
 * still the same one.
 *
 * @param type such as {@code Host::Volume}; without {@code #}
 * @param id unique among the resources of the type; any text, a path or a UUID for instance
 */
public record ResourceRef(String type, String id) implements Comparable<ResourceRef> {
    /** Checks that both are there. */
    public ResourceRef {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(id, "id");
        if (type.isEmpty() || id.isEmpty() || type.indexOf('#') >= 0) {
            throw new IllegalArgumentException("A resource has a type without \"#\" and an id, neither of them empty: \"" + type + "#" + id + "\".");
        }
    }

    /**
     * A reference from its text {@code type#id}; the id is all behind the first {@code #}.
     *
     * @param text the text
     * @return the reference
     * @throws IllegalArgumentException if there is no {@code #}, or nothing on one side of it
     */
    public static ResourceRef parse(String text) {
        int hash = text.indexOf('#');
        if (hash < 0) {
            throw new IllegalArgumentException("A resource is written TYPE#ID, not \"" + text + "\".");
        }
        return new ResourceRef(text.substring(0, hash), text.substring(hash + 1));
    }

    @Override
    public int compareTo(ResourceRef other) {
        int byType = type.compareTo(other.type);
        return byType != 0 ? byType : id.compareTo(other.id);
    }

    /** {@code type#id}. */
    @Override
    public String toString() {
        return type + "#" + id;
    }
}
