package org.redoubt.engine.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.resource.CycleException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;

/** The resources and edges that were found so far. Not thread-safe. */
final class Findings {
    private final Map<ResourceRef, Integer> numbers = new HashMap<>();
    private final List<Resource> resources = new ArrayList<>();
    private int[] ranks = new int[16];
    private long[] edges = new long[16];
    private int edgeCount;

    /**
     * Adds a resource, or merges it with what another plugin said of it: of each member the plugin of the better rank wins.
     *
     * @param rank the place of the plugin in the order of preference, 0 is the best
     * @return its number
     */
    int add(Resource resource, int rank) {
        Integer known = numbers.putIfAbsent(resource.ref(), resources.size());
        if (known == null) {
            if (resources.size() == ranks.length) {
                ranks = Arrays.copyOf(ranks, ranks.length * 2);
            }
            ranks[resources.size()] = rank;
            resources.add(resource);
            return resources.size() - 1;
        }
        Resource old = resources.get(known);
        boolean better = rank < ranks[known];
        resources.set(known, better ? merged(resource, old) : merged(old, resource));
        ranks[known] = Math.min(rank, ranks[known]);
        return known;
    }

    private static Resource merged(Resource winner, Resource other) {
        if (winner.extraInfo().members().keySet().containsAll(other.extraInfo().members().keySet())) {
            return winner;
        }
        JsonObject both = other.extraInfo().toBuilder().putAll(winner.extraInfo()).build();
        return winner.extraInfo(both);
    }

    void edge(int parent, int child) {
        if (edgeCount == edges.length) {
            edges = Arrays.copyOf(edges, edges.length * 2);
        }
        edges[edgeCount++] = (long) parent << 32 | child;
    }

    int size() {
        return resources.size();
    }

    Resource resource(int number) {
        return resources.get(number);
    }

    Resource find(ResourceRef ref) {
        return resources.get(numbers.get(ref));
    }

    List<Resource> resources() {
        return List.copyOf(resources);
    }

    ResourceGraph graph() throws CycleException {
        ResourceGraph.Builder graph = ResourceGraph.builder();
        resources.forEach(graph::add);
        for (int i = 0; i < edgeCount; i++) {
            graph.edge(resources.get((int) (edges[i] >>> 32)).ref(), resources.get((int) edges[i]).ref());
        }
        return graph.build();
    }
}
