package org.redoubt.engine.discovery;

import java.util.Map;
import java.util.Objects;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;

/**
 * What was found.
 *
 * @param graph the resources with all their dependents
 * @param roots what was asked for, with the proper identity of each: a plugin may understand other names for an id
 */
public record Discovered(ResourceGraph graph, Map<ResourceRef, ResourceRef> roots) {
    /** Copies the collection. */
    public Discovered {
        Objects.requireNonNull(graph);
        roots = Map.copyOf(roots);
    }
}
