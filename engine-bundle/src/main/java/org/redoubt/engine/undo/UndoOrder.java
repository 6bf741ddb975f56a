package org.redoubt.engine.undo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.resource.ResourceGraph;

/**
 * The lattice walked backwards: a step waits for all steps of hooks that the lattice orders after its own. So steps of one
 * resource go last first, steps of related resources go against the edges, and steps of unrelated ones do not wait for each
 * other. Takes time and memory in proportion to resources and edges, however many steps there are. For one thread.
 */
final class UndoOrder {
    private static final int HOOKS = Hook.values().length;

    private final ResourceGraph graph;
    private final int[] waiting;
    private final BitSet blocked;
    private final Map<Integer, List<OpenStep>> steps = new HashMap<>();

    /**
     * The steps of one hook of one resource.
     *
     * @param node which hook of which resource
     * @param steps in the order in which they are taken back
     * @param blocked whether they wait for one that could not be taken back
     */
    record Batch(int node, List<OpenStep> steps, boolean blocked) {
    }

    UndoOrder(ResourceGraph graph, List<OpenStep> open) {
        this.graph = graph;
        this.waiting = new int[graph.size() * HOOKS];
        this.blocked = new BitSet();
        for (OpenStep step : open) {
            steps.computeIfAbsent(node(step.number(), step.hook()), node -> new ArrayList<>()).add(step);
        }
        steps.values().forEach(batch -> batch.sort(Comparator.comparingLong(OpenStep::sequence).reversed()));
        for (int r = 0; r < graph.size(); r++) {
            waiting[node(r, Hook.PREPARE_BEGIN)] = graph.childCount(r) + 1;
            waiting[node(r, Hook.PREPARE_FINISH)] = graph.parentCount(r) + 1;
            waiting[node(r, Hook.MAIN)] = 1;
            waiting[node(r, Hook.COMPLETE)] = graph.parentCount(r);
        }
    }

    /** What can be taken back at first. */
    List<Batch> first() {
        ArrayDeque<Integer> free = new ArrayDeque<>();
        for (int r = 0; r < graph.size(); r++) {
            int last = node(r, Hook.COMPLETE);
            if (waiting[last] == 0) {
                free.add(last);
            }
        }
        return batches(free);
    }

    /** What can be taken back when a batch has been tried. */
    List<Batch> after(Batch batch, boolean settled) {
        ArrayDeque<Integer> free = new ArrayDeque<>();
        pass(batch.node(), !settled, free);
        return batches(free);
    }

    private List<Batch> batches(ArrayDeque<Integer> free) {
        List<Batch> batches = new ArrayList<>();
        while (!free.isEmpty()) {
            int node = free.poll();
            List<OpenStep> found = steps.get(node);
            if (found != null) {
                batches.add(new Batch(node, found, blocked.get(node)));
            } else {
                pass(node, blocked.get(node), free);
            }
        }
        return batches;
    }

    private void pass(int node, boolean blocks, ArrayDeque<Integer> free) {
        int r = node / HOOKS;
        switch (Hook.values()[node % HOOKS]) {
            case COMPLETE -> {
                release(node(r, Hook.MAIN), blocks, free);
                for (int c = 0; c < graph.childCount(r); c++) {
                    release(node(graph.child(r, c), Hook.COMPLETE), blocks, free);
                }
            }
            case MAIN -> release(node(r, Hook.PREPARE_FINISH), blocks, free);
            case PREPARE_FINISH -> {
                release(node(r, Hook.PREPARE_BEGIN), blocks, free);
                for (int c = 0; c < graph.childCount(r); c++) {
                    release(node(graph.child(r, c), Hook.PREPARE_FINISH), blocks, free);
                }
            }
            case PREPARE_BEGIN -> {
                for (int p = 0; p < graph.parentCount(r); p++) {
                    release(node(graph.parent(r, p), Hook.PREPARE_BEGIN), blocks, free);
                }
            }
        }
    }

    private void release(int node, boolean blocks, ArrayDeque<Integer> free) {
        if (blocks) {
            blocked.set(node);
        }
        waiting[node]--;
        if (waiting[node] == 0) {
            free.add(node);
        }
    }

    private static int node(int resource, Hook hook) {
        return resource * HOOKS + hook.ordinal();
    }
}
