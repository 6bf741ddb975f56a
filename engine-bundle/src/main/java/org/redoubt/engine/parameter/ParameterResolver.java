package org.redoubt.engine.parameter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.redoubt.api.plan.ParameterSet;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;

/** Merges, fills up and checks the parameters of an operation. Keeps what is costly to make, so one is enough. Thread-safe. */
public final class ParameterResolver {
    private final SchemaChecks checks = new SchemaChecks();

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
        Set<String> types = new TreeSet<>();
        graph.resources().stream().map(Resource::type).forEach(types::add);
        List<Problem> problems = new ArrayList<>();
        Set<ResourceRef> special = new LinkedHashSet<>();
        for (String address : plan.byAddress().keySet()) {
            address("plan", address, graph, types, special, problems, knownType);
        }
        for (String address : request.byAddress().keySet()) {
            address("request", address, graph, types, special, problems, type -> false);
        }
        Map<String, ResolvedParameters> byType = new HashMap<>();
        Map<ResourceRef, ResolvedParameters> byResource = new HashMap<>();
        for (String type : types) {
            TypeParameters.of(type, schemas, checks, problems).ifPresent(checked -> {
                byType.put(type, checked.resolve(type, Merged.empty().with("plan " + type, plan.forType(type))
                        .with("request " + type, request.forType(type)), problems));
                special.stream().filter(ref -> ref.type().equals(type))
                        .forEach(ref -> byResource.put(ref, checked.resolve(ref.toString(), merged(ref, plan, request), problems)));
            });
        }
        return new Resolution(byType, byResource, problems.stream().distinct().toList());
    }

    private static Merged merged(ResourceRef ref, ParameterSet plan, ParameterSet request) {
        return Merged.empty().with("plan " + ref.type(), plan.forType(ref.type())).with("plan " + ref, plan.forResource(ref))
                .with("request " + ref.type(), request.forType(ref.type())).with("request " + ref, request.forResource(ref));
    }

    private static void address(String place, String address, ResourceGraph graph, Set<String> types, Set<ResourceRef> special,
            List<Problem> problems, Predicate<String> harmless) {
        if (address.indexOf('#') < 0) {
            if (!types.contains(address) && !harmless.test(address)) {
                problems.add(Problem.of(ProblemKind.INVALID, "The " + place + " has parameters for the type \"" + address
                        + "\", but there is no resource of this type.").hint(known(types)).subject(address));
            }
            return;
        }
        try {
            ResourceRef ref = ResourceRef.parse(address);
            if (graph.number(ref).isPresent()) {
                special.add(ref);
                return;
            }
        } catch (IllegalArgumentException notAnAddress) {
            problems.add(Problem.of(ProblemKind.INVALID, "The " + place + " has parameters for \"" + address
                    + "\", which is no resource: it is written TYPE#ID.").subject(address));
            return;
        }
        problems.add(Problem.of(ProblemKind.INVALID, "The " + place + " has parameters for " + address
                + ", but this resource takes no part.").hint("Correct its id, or take its parameters out.").subject(address));
    }

    private static String known(Set<String> types) {
        return types.isEmpty() ? "There is no resource at all." : "These types take part: " + String.join(", ", types) + ".";
    }
}
