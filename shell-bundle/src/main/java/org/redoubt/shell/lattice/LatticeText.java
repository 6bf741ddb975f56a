package org.redoubt.shell.lattice;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The lattice in lines: the graph of resources, then the hooks in the order in which they become possible. */
public final class LatticeText {
    private final LatticeView view;

    /** The text of a lattice. */
    public LatticeText(LatticeView view) {
        this.view = view;
    }

    /** The whole text. */
    public String text() {
        StringBuilder text = new StringBuilder("Resources, dependents below their parents:\n");
        boolean[] shown = new boolean[view.size()];
        for (int r = 0; r < view.size(); r++) {
            if (view.graph().parentCount(r) == 0) {
                tree(r, shown, text);
            }
        }
        text.append("\nHooks, each step as early as its predecessors allow:\n");
        List<HookNode> tasks = view.nodes().stream().filter(view::has).toList();
        int step = 0;
        for (int level = 0; level <= view.depth(); level++) {
            int now = level;
            List<HookNode> together = tasks.stream().filter(node -> view.level(node) == now).toList();
            if (!together.isEmpty()) {
                step++;
                text.append(String.format(Locale.ROOT, "  %3d  ", step)).append(line(together)).append('\n');
            }
        }
        if (tasks.isEmpty()) {
            text.append("  none: no plugin has anything to do\n");
        }
        return text.append("\nMains of different resources are in no order; they may run while parents still prepare.\n").toString();
    }

    /** Without recursion, as a chain may be longer than the stack is deep. */
    private void tree(int root, boolean[] shown, StringBuilder text) {
        Deque<int[]> waiting = new ArrayDeque<>();
        waiting.push(new int[] {root, 1});
        while (!waiting.isEmpty()) {
            int[] next = waiting.pop();
            int resource = next[0];
            text.append("  ".repeat(next[1])).append(view.resource(resource));
            text.append(shown[resource] ? "  (see above)\n" : "\n");
            for (int i = view.graph().childCount(resource) - 1; i >= 0 && !shown[resource]; i--) {
                waiting.push(new int[] {view.graph().child(resource, i), next[1] + 1});
            }
            shown[resource] = true;
        }
    }

    private String line(List<HookNode> together) {
        return together.stream()
                .collect(Collectors.groupingBy(HookNode::hook, TreeMap::new, Collectors.toList()))
                .entrySet().stream()
                .map(entry -> entry.getKey().word() + " of " + names(entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    private String names(List<HookNode> nodes) {
        return nodes.stream().map(node -> view.resource(node.resource()).name()).collect(Collectors.joining(", "));
    }
}
