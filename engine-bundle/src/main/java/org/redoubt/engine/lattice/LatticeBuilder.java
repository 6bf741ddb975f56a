package org.redoubt.engine.lattice;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.redoubt.api.protection.Hook;

/** Collects a resource graph and compiles it in time proportional to resources plus edges. Not thread-safe. */
public final class LatticeBuilder {
    private static final Hook[] HOOKS = Hook.values();

    private final byte[] hooks;
    private int[] from;
    private int[] to;
    private int edges;
    private boolean forward = true;
    private boolean grouped = true;

    /**
     * @param resources how many there are; none implements a hook until told so
     * @throws IllegalArgumentException if the number is negative or above 536,870,912
     */
    public LatticeBuilder(int resources) {
        if (resources < 0 || resources > HookId.MAX_RESOURCES) {
            throw new IllegalArgumentException("A lattice holds 0 to " + HookId.MAX_RESOURCES + " resources, not "
                    + resources + ".");
        }
        hooks = new byte[resources];
        // Most resources have one parent, so that most graphs fit at once.
        from = new int[Math.max(16, resources)];
        to = new int[from.length];
    }

    /** Says which hooks of the resource are tasks. */
    public LatticeBuilder hooks(int resource, Set<Hook> implemented) {
        int mask = 0;
        for (Hook hook : HOOKS) {
            if (implemented.contains(hook)) {
                mask |= 1 << HookId.kind(hook);
            }
        }
        hooks[resource] = (byte) mask;
        return this;
    }

    /** Adds an edge from a parent to its dependent. Edges come in any order. */
    public LatticeBuilder edge(int parent, int child) {
        Objects.checkIndex(parent, hooks.length);
        Objects.checkIndex(child, hooks.length);
        if (edges == from.length) {
            int larger = edges + (edges >> 1);
            from = Arrays.copyOf(from, larger);
            to = Arrays.copyOf(to, larger);
        }
        grouped &= edges == 0 || from[edges - 1] <= parent;
        from[edges] = parent;
        to[edges++] = child;
        forward &= parent < child;
        return this;
    }

    /**
     * Compiles the graph.
     *
     * @throws IllegalArgumentException if the edges form a cycle
     */
    public Lattice build() {
        int[] childStart = starts(from);
        int[] children = grouped ? inOrder(childStart) : fill(childStart, from, to);
        int[] parentStart = starts(to);
        int[] parents = fill(parentStart, to, from);
        Lattice lattice = new Lattice(hooks.clone(), childStart, children, parentStart, parents);
        // Edges that all lead to a higher number cannot form a cycle; discovery numbers resources that way.
        if (!forward) {
            refuseCycle(lattice);
        }
        return lattice;
    }

    /** Where the range of each resource ends; filling moves it to where it starts. */
    private int[] starts(int[] keys) {
        int[] starts = new int[hooks.length + 1];
        for (int e = 0; e < edges; e++) {
            starts[keys[e]]++;
        }
        int sum = 0;
        for (int r = 0; r < starts.length; r++) {
            sum += starts[r];
            starts[r] = sum;
        }
        return starts;
    }

    /** Edges that came parent by parent lie as they have to. */
    private int[] inOrder(int[] starts) {
        System.arraycopy(starts, 0, starts, 1, starts.length - 1);
        starts[0] = 0;
        return Arrays.copyOf(to, edges);
    }

    private int[] fill(int[] starts, int[] keys, int[] values) {
        int[] filled = new int[edges];
        for (int e = edges - 1; e >= 0; e--) {
            filled[--starts[keys[e]]] = values[e];
        }
        return filled;
    }

    private static void refuseCycle(Lattice lattice) {
        int[] left = new int[lattice.resources()];
        IntDeque free = new IntDeque();
        for (int r = 0; r < left.length; r++) {
            left[r] = lattice.parentCount(r);
            if (left[r] == 0) {
                free.add(r);
            }
        }
        int passed = 0;
        while (!free.isEmpty()) {
            int r = free.pollLast();
            passed++;
            for (int i = lattice.firstChild(r); i < lattice.firstChild(r + 1); i++) {
                if (--left[lattice.child(i)] == 0) {
                    free.add(lattice.child(i));
                }
            }
        }
        if (passed < left.length) {
            throw new IllegalArgumentException(
                    (left.length - passed) + " resources lie on a cycle or below one; a lattice has no cycles.");
        }
    }
}
