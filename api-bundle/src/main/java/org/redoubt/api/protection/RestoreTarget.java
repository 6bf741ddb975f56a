package org.redoubt.api.protection;

import java.util.Objects;

/**
 * Where a resource is restored to instead of its original place.
 *
 * @param location what the person who asked gave: an absolute path of a directory, or another word that the plugin knows
 * @param name the name of the resource, made unique among those of its type that are restored together
 */
public record RestoreTarget(String location, String name) {
    /** Checks that both are there. */
    public RestoreTarget {
        Objects.requireNonNull(location);
        Objects.requireNonNull(name);
    }
}
