package org.redoubt.engine.discovery;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;

/**
 * What was found.
 *
 * @param graph the resources with all their dependents
 * @param roots what was asked for, with the proper identity of each: a plugin may understand other names for an id
 * @param warnings the plugins that could not be asked at all, as they are broken; what they would have found is not there
 */
public record Discovered(ResourceGraph graph, Map<ResourceRef, ResourceRef> roots, List<Problem> warnings) {
    /** Copies the collections. */
    public Discovered {
        Objects.requireNonNull(graph);
        roots = Map.copyOf(roots);
        warnings = List.copyOf(warnings);
    }
}
