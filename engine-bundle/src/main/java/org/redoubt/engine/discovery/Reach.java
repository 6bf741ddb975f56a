package org.redoubt.engine.discovery;

import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import org.redoubt.api.protectable.ProtectablePlugin;

/**
 * What a plugin finds. Plain data, so that it may be kept when the plugin is gone.
 *
 * @param type the type that it discovers
 * @param parents the types of parents whose dependents it finds
 */
record Reach(String type, Set<String> parents) {
    Reach {
        parents = Set.copyOf(parents);
    }

    /** What a plugin says of itself. */
    static Reach of(ProtectablePlugin plugin) {
        String type = plugin.getResourceType();
        Set<String> parents = plugin.getParentResourceTypes();
        if (type == null || type.isBlank() || parents == null || parents.stream().anyMatch(Objects::isNull)) {
            throw new BrokenContractException("it does not say which type it discovers, and for which parents");
        }
        return new Reach(type, parents);
    }

    /** Whether it is at least as much as another one. */
    boolean covers(Reach other) {
        return type.equals(other.type) && parents.containsAll(other.parents);
    }

    /** Whether it would be asked for dependents in a graph with resources of some types. */
    boolean concerns(Set<String> types) {
        return !Collections.disjoint(parents, types);
    }
}
