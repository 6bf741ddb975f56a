package org.redoubt.benchmarks.lattice;

import java.util.Random;
import java.util.Set;
import org.redoubt.api.protection.Hook;
import org.redoubt.engine.lattice.Lattice;
import org.redoubt.engine.lattice.LatticeBuilder;

/** A resource graph as the edges that discovery would find. */
record Shape(String name, int resources, int[] parents, int[] children) {

    /** One root, servers below it, four volumes below each server. */
    static Shape tree(int resources) {
        int[] parents = new int[resources - 1];
        int[] children = new int[resources - 1];
        int server = 0;
        for (int r = 1; r < resources; r++) {
            boolean isServer = (r - 1) % 5 == 0;
            server = isServer ? r : server;
            parents[r - 1] = isServer ? 0 : server;
            children[r - 1] = r;
        }
        return new Shape("tree", resources, parents, children);
    }

    /** One root and its children. */
    static Shape star(int children) {
        int[] to = new int[children];
        for (int child = 0; child < children; child++) {
            to[child] = child + 1;
        }
        return new Shape("star", children + 1, new int[children], to);
    }

    /** Layers of this width, every resource with two parents anywhere in the layer above. */
    static Shape layered(int layers, int width) {
        Random random = new Random(1);
        int[] parents = new int[2 * (layers - 1) * width];
        int[] children = new int[parents.length];
        for (int e = 0; e < parents.length; e++) {
            children[e] = width + e / 2;
            parents[e] = (children[e] / width - 1) * width + random.nextInt(width);
        }
        return new Shape("layered " + layers + " x " + width, layers * width, parents, children);
    }

    /** The numbers that lie across an edge from each resource. */
    int[][] adjacency(int[] from, int[] to) {
        int[] count = new int[resources];
        for (int r : from) {
            count[r]++;
        }
        int[][] across = new int[resources][];
        for (int r = 0; r < resources; r++) {
            across[r] = new int[count[r]];
        }
        for (int e = 0; e < from.length; e++) {
            across[from[e]][--count[from[e]]] = to[e];
        }
        return across;
    }

    Lattice compile(Set<Hook> hooks) {
        LatticeBuilder builder = new LatticeBuilder(resources);
        for (int r = 0; r < resources; r++) {
            builder.hooks(r, hooks);
        }
        for (int e = 0; e < parents.length; e++) {
            builder.edge(parents[e], children[e]);
        }
        return builder.build();
    }
}
