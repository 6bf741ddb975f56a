package org.redoubt.engine.operation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.CycleException;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.RefusedException;

/** A part of a graph: some resources with all their dependents. */
final class Subgraph {
    /** A graph without resources. */
    static final ResourceGraph NOTHING = nothing();

    private Subgraph() {
    }

    private static ResourceGraph nothing() {
        try {
            return ResourceGraph.builder().build();
        } catch (CycleException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * A part of a graph.
     *
     * @param graph the whole
     * @param wanted where to begin; empty for the whole
     * @throws RefusedException if one is not in the graph
     */
    static ResourceGraph of(ResourceGraph graph, List<ResourceRef> wanted) throws RedoubtException {
        if (wanted.isEmpty()) {
            return graph;
        }
        BitSet kept = new BitSet(graph.size());
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        List<Problem> problems = new ArrayList<>();
        for (ResourceRef ref : wanted) {
            OptionalInt number = graph.number(ref);
            if (number.isPresent()) {
                queue.add(number.getAsInt());
            } else {
                problems.add(Problem.of(ProblemKind.NOT_FOUND, "The resource " + ref + " is not in the checkpoint.")
                        .hint("`redoubt show` of the checkpoint says which ones are."));
            }
        }
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
        while (!queue.isEmpty()) {
            int next = queue.poll();
            if (!kept.get(next)) {
                kept.set(next);
                for (int c = 0; c < graph.childCount(next); c++) {
                    queue.add(graph.child(next, c));
                }
            }
        }
        return only(graph, kept);
    }

    /** The resources of a graph that are kept, and the edges between them. */
    static ResourceGraph only(ResourceGraph graph, BitSet kept) throws RedoubtException {
        ResourceGraph.Builder part = ResourceGraph.builder();
        kept.stream().forEach(r -> part.add(graph.resource(r)));
        kept.stream().forEach(r -> {
            for (int c = 0; c < graph.childCount(r); c++) {
                if (kept.get(graph.child(r, c))) {
                    part.edge(graph.resource(r).ref(), graph.resource(graph.child(r, c)).ref());
                }
            }
        });
        return part.build();
    }
}
