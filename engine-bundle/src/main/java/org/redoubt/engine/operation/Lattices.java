package org.redoubt.engine.operation;

import java.util.Set;
import java.util.function.IntFunction;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.engine.lattice.Lattice;
import org.redoubt.engine.lattice.LatticeBuilder;
import org.redoubt.engine.lattice.Priority;

/** Makes lattices from graphs. */
final class Lattices {
    private Lattices() {
    }

    /**
     * The lattice of a graph.
     *
     * @param graph the resources
     * @param hooks the hooks that are implemented for each, by its number
     */
    static Lattice of(ResourceGraph graph, IntFunction<Set<Hook>> hooks) {
        LatticeBuilder builder = new LatticeBuilder(graph.size());
        for (int r = 0; r < graph.size(); r++) {
            builder.hooks(r, hooks.apply(r));
            for (int c = 0; c < graph.childCount(r); c++) {
                builder.edge(r, graph.child(r, c));
            }
        }
        return builder.build();
    }

    static Priority priority(org.redoubt.api.plan.Priority told) {
        return switch (told) {
            case LOW -> Priority.LOW;
            case NORMAL -> Priority.NORMAL;
            case HIGH -> Priority.HIGH;
        };
    }
}
