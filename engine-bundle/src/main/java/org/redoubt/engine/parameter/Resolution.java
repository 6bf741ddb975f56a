package org.redoubt.engine.parameter;

import java.util.List;
import java.util.Map;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.resource.ResourceRef;

/** The parameters of all resources of a graph, or all that is wrong with them. Immutable. */
public final class Resolution {
    private final Map<String, ResolvedParameters> byType;
    private final Map<ResourceRef, ResolvedParameters> byResource;
    private final List<Problem> problems;

    Resolution(Map<String, ResolvedParameters> byType, Map<ResourceRef, ResolvedParameters> byResource, List<Problem> problems) {
        this.byType = Map.copyOf(byType);
        this.byResource = Map.copyOf(byResource);
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong, each with address and JSON pointer as its subject; empty if the operation may begin. */
    public List<Problem> problems() {
        return problems;
    }

    /** The parameters of a resource; what resources of a type have in common is one object. */
    public ResolvedParameters of(ResourceRef resource) {
        ResolvedParameters own = byResource.get(resource);
        return own != null ? own : byType.getOrDefault(resource.type(), ResolvedParameters.UNKNOWN);
    }
}
