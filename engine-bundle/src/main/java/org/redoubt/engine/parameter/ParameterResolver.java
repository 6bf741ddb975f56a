package org.redoubt.engine.parameter;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.redoubt.api.plan.ParameterSet;
import org.redoubt.api.resource.ResourceGraph;

/** Merges, fills up and checks the parameters of an operation. Thread-safe. */
public final class ParameterResolver {

    /**
     * Resolves the parameters of all resources of a graph. By top-level member the later wins: plan {@code T}, plan
     * {@code T#id}, request {@code T}, request {@code T#id}. A {@code T#id} that is not in the graph is a problem, and so is
     * a {@code T} of which the graph has no resource, unless it stands in the plan and is a known type.
     *
     * @param graph the resources
     * @param plan what the plan says
     * @param request what the request says
     * @param schemas the schemas of the plugins
     * @param knownType whether there is such a type at all
     */
    public Resolution resolve(ResourceGraph graph, ParameterSet plan, ParameterSet request, SchemaSource schemas, Predicate<String> knownType) {
        return new Resolution(Map.of(), Map.of(), List.of());
    }
}
