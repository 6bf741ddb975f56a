package org.redoubt.engine.lattice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.redoubt.api.protection.Hook;

/** Seeded graphs of many shapes, as plain lists: what the lattice is compiled from and what the tests check against. */
record Graphs(String name, List<Set<Hook>> hooks, List<Edge> edges) {

    record Edge(int parent, int child) {}

    int resources() {
        return hooks.size();
    }

    Lattice compile() {
        LatticeBuilder builder = new LatticeBuilder(resources());
        for (int r = 0; r < resources(); r++) {
            builder.hooks(r, hooks.get(r));
        }
        edges.forEach(edge -> builder.edge(edge.parent(), edge.child()));
        return builder.build();
    }

    @Override
    public String toString() {
        return name + " with " + resources() + " resources";
    }

    static Graphs tree(int resources, Random random) {
        List<Edge> edges = new ArrayList<>();
        for (int r = 1; r < resources; r++) {
            edges.add(new Edge(random.nextInt(r), r));
        }
        return new Graphs("tree", someHooks(resources, random), edges);
    }

    /** Levels of two, each child of both above: as many paths as there are subsets of levels. */
    static Graphs diamonds(int levels, Random random) {
        List<Edge> edges = new ArrayList<>();
        for (int level = 1; level < levels; level++) {
            for (int parent = 0; parent < 2; parent++) {
                for (int child = 0; child < 2; child++) {
                    edges.add(new Edge(2 * level - 2 + parent, 2 * level + child));
                }
            }
        }
        return new Graphs("diamonds", someHooks(2 * levels, random), edges);
    }

    /** Any graph without cycles, its resources in no order; about a third are roots. */
    static Graphs manyRoots(int resources, Random random) {
        List<Integer> order = new ArrayList<>();
        for (int r = 0; r < resources; r++) {
            order.add(r);
        }
        Collections.shuffle(order, random);
        List<Edge> edges = new ArrayList<>();
        for (int at = 1; at < resources; at++) {
            for (int n = random.nextInt(3); n > 0; n--) {
                edges.add(new Edge(order.get(random.nextInt(at)), order.get(at)));
            }
        }
        return new Graphs("many roots", someHooks(resources, random), edges);
    }

    static Graphs layered(int layers, int width, Random random) {
        List<Edge> edges = new ArrayList<>();
        for (int layer = 1; layer < layers; layer++) {
            for (int at = 0; at < width; at++) {
                for (int n = 0; n < 2; n++) {
                    edges.add(new Edge((layer - 1) * width + random.nextInt(width), layer * width + at));
                }
            }
        }
        return new Graphs("layers", someHooks(layers * width, random), edges);
    }

    static Graphs chain(int resources, Set<Hook> hooks) {
        List<Edge> edges = new ArrayList<>();
        List<Set<Hook>> all = new ArrayList<>();
        for (int r = 0; r < resources; r++) {
            all.add(hooks);
            if (r > 0) {
                edges.add(new Edge(r - 1, r));
            }
        }
        return new Graphs("chain", all, edges);
    }

    static Graphs star(int children, Set<Hook> hooks) {
        List<Edge> edges = new ArrayList<>();
        List<Set<Hook>> all = new ArrayList<>(List.of(hooks));
        for (int child = 1; child <= children; child++) {
            all.add(hooks);
            edges.add(new Edge(0, child));
        }
        return new Graphs("star", all, edges);
    }

    static Graphs apart(int resources, Set<Hook> hooks) {
        return new Graphs("single resources", Collections.nCopies(resources, hooks), List.of());
    }

    /** Half of the resources implement every hook, the others any set of them. */
    private static List<Set<Hook>> someHooks(int resources, Random random) {
        List<Set<Hook>> all = new ArrayList<>();
        for (int r = 0; r < resources; r++) {
            Set<Hook> hooks = EnumSet.allOf(Hook.class);
            if (random.nextBoolean()) {
                hooks.removeIf(hook -> random.nextBoolean());
            }
            all.add(hooks);
        }
        return all;
    }
}
