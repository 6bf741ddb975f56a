package org.redoubt.api.resource;

import java.util.ArrayList;
import java.util.List;

/** Finds a cycle by taking away resources without parents until nothing or a cycle is left. Without recursion. */
final class CycleFinder {
    private CycleFinder() {
    }

    static void check(ResourceGraph graph) throws CycleException {
        int[] waiting = new int[graph.size()];
        int[] queue = new int[graph.size()];
        int tail = 0;
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] = graph.parentCount(i);
            if (waiting[i] == 0) {
                queue[tail++] = i;
            }
        }
        for (int head = 0; head < tail; head++) {
            for (int c = 0; c < graph.childCount(queue[head]); c++) {
                int child = graph.child(queue[head], c);
                if (--waiting[child] == 0) {
                    queue[tail++] = child;
                }
            }
        }
        if (tail < waiting.length) {
            throw new CycleException(cycle(graph, waiting));
        }
    }

    private static List<ResourceRef> cycle(ResourceGraph graph, int[] waiting) {
        int node = 0;
        while (waiting[node] == 0) {
            node++;
        }
        // Every resource that is left has a parent that is left, so going up must come back to where it was.
        List<Integer> path = new ArrayList<>();
        int[] position = new int[waiting.length];
        while (position[node] == 0) {
            path.add(node);
            position[node] = path.size();
            node = waitingParent(graph, waiting, node);
        }
        List<ResourceRef> cycle = new ArrayList<>();
        for (int i = path.size() - 1; i >= position[node] - 1; i--) {
            cycle.add(graph.resource(path.get(i)).ref());
        }
        cycle.add(cycle.getFirst());
        return cycle;
    }

    private static int waitingParent(ResourceGraph graph, int[] waiting, int node) {
        for (int p = 0; p < graph.parentCount(node); p++) {
            if (waiting[graph.parent(node, p)] > 0) {
                return graph.parent(node, p);
            }
        }
        throw new IllegalStateException("A resource that waits has a parent that waits.");
    }
}
