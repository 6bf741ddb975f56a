package org.redoubt.shell.lattice;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.OperationPlan;

/** The lattice of an operation that would be run: which hooks there are, and which comes before which. */
public final class LatticeView {
    private final ResourceGraph graph;
    private final List<Set<Hook>> hooks = new ArrayList<>();
    private final List<HookEdge> edges;
    private final int[] levels;

    /** The lattice of what a plan of an operation says. */
    public LatticeView(OperationPlan plan) {
        graph = plan.graph();
        for (int i = 0; i < graph.size(); i++) {
            hooks.add(EnumSet.noneOf(Hook.class));
        }
        plan.steps().forEach(step -> graph.number(step.resource().ref())
                .ifPresent(number -> hooks.get(number).addAll(step.hooks())));
        edges = edges(graph);
        levels = levels(graph.size(), edges);
    }

    private static List<HookEdge> edges(ResourceGraph graph) {
        List<HookEdge> edges = new ArrayList<>();
        for (int r = 0; r < graph.size(); r++) {
            edges.add(edge(r, Hook.PREPARE_BEGIN, r, Hook.PREPARE_FINISH, HookEdge.Colour.INDIGO));
            edges.add(edge(r, Hook.PREPARE_FINISH, r, Hook.MAIN, HookEdge.Colour.YELLOW));
            edges.add(edge(r, Hook.MAIN, r, Hook.COMPLETE, HookEdge.Colour.RED));
            for (int i = 0; i < graph.childCount(r); i++) {
                int c = graph.child(r, i);
                edges.add(edge(r, Hook.PREPARE_BEGIN, c, Hook.PREPARE_BEGIN, HookEdge.Colour.GREEN));
                edges.add(edge(c, Hook.PREPARE_FINISH, r, Hook.PREPARE_FINISH, HookEdge.Colour.PURPLE));
                edges.add(edge(c, Hook.COMPLETE, r, Hook.COMPLETE, HookEdge.Colour.BLACK));
            }
        }
        return List.copyOf(edges);
    }

    private static HookEdge edge(int from, Hook before, int to, Hook after, HookEdge.Colour colour) {
        return new HookEdge(new HookNode(from, before), new HookNode(to, after), colour);
    }

    /** For each hook how many others have to end one after the other before it can begin. */
    private static int[] levels(int resources, List<HookEdge> edges) {
        int size = resources * Hook.values().length;
        List<List<Integer>> after = new ArrayList<>();
        int[] open = new int[size];
        for (int i = 0; i < size; i++) {
            after.add(new ArrayList<>());
        }
        for (HookEdge edge : edges) {
            after.get(edge.from().number()).add(edge.to().number());
            open[edge.to().number()]++;
        }
        int[] order = new int[size];
        int end = 0;
        for (int i = 0; i < size; i++) {
            if (open[i] == 0) {
                order[end++] = i;
            }
        }
        int[] levels = new int[size];
        for (int at = 0; at < end; at++) {
            for (int next : after.get(order[at])) {
                levels[next] = Math.max(levels[next], levels[order[at]] + 1);
                if (--open[next] == 0) {
                    order[end++] = next;
                }
            }
        }
        return levels;
    }

    int size() {
        return graph.size();
    }

    ResourceGraph graph() {
        return graph;
    }

    Resource resource(int number) {
        return graph.resource(number);
    }

    /** Whether the plugin does something in this hook; else it only keeps the order. */
    boolean has(HookNode node) {
        return hooks.get(node.resource()).contains(node.hook());
    }

    int level(HookNode node) {
        return levels[node.number()];
    }

    int depth() {
        int deepest = 0;
        for (int level : levels) {
            deepest = Math.max(deepest, level);
        }
        return deepest;
    }

    List<HookEdge> edges() {
        return edges;
    }

    List<HookNode> nodes() {
        List<HookNode> nodes = new ArrayList<>();
        for (int r = 0; r < size(); r++) {
            for (Hook hook : Hook.values()) {
                nodes.add(new HookNode(r, hook));
            }
        }
        return nodes;
    }

    /** Resources in columns: each behind its first parent, so that families stand together. */
    List<Integer> columns() {
        List<Integer> columns = new ArrayList<>();
        boolean[] seen = new boolean[size()];
        List<Integer> stack = new ArrayList<>();
        for (int r = size() - 1; r >= 0; r--) {
            if (graph.parentCount(r) == 0) {
                stack.add(r);
            }
        }
        while (!stack.isEmpty()) {
            int r = stack.removeLast();
            if (!seen[r]) {
                seen[r] = true;
                columns.add(r);
                for (int i = graph.childCount(r) - 1; i >= 0; i--) {
                    stack.add(graph.child(r, i));
                }
            }
        }
        return columns;
    }
}
