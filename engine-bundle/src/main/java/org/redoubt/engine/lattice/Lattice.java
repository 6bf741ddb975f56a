package org.redoubt.engine.lattice;

import java.util.BitSet;
import java.util.function.IntConsumer;
import org.redoubt.api.protection.Hook;

/**
 * A resource graph compiled for running its hooks in the order of the hook lattice. Immutable and thread-safe.
 *
 * <p>Resources are the numbers from 0 up. Between their hooks there are six kinds of edges:
 * <ul>
 * <li>green: prepare begin of a parent before prepare begin of its child,
 * <li>indigo: prepare begin of a resource before its prepare finish,
 * <li>purple: prepare finish of a child before prepare finish of its parent,
 * <li>yellow: prepare finish of a resource before its main,
 * <li>red: main of a resource before its complete,
 * <li>black: complete of a child before complete of its parent.
 * </ul>
 * A hook that a resource does not implement is no task, but the order goes through it.
 *
 * <p>How many predecessors a hook has follows from the number of parents and children, so only the adjacency is stored:
 * 17 bytes a resource and 8 an edge.
 */
public final class Lattice {
    private final byte[] hooks;
    private final int[] childStart;
    private final int[] children;
    private final int[] parentStart;
    private final int[] parents;
    private final long tasks;

    Lattice(byte[] hooks, int[] childStart, int[] children, int[] parentStart, int[] parents) {
        this.hooks = hooks;
        this.childStart = childStart;
        this.children = children;
        this.parentStart = parentStart;
        this.parents = parents;
        this.tasks = count(hooks);
    }

    private static long count(byte[] hooks) {
        long tasks = 0;
        for (byte mask : hooks) {
            tasks += Integer.bitCount(mask);
        }
        return tasks;
    }

    public int resources() {
        return hooks.length;
    }

    public int edges() {
        return children.length;
    }

    /** The number of hooks that are tasks. */
    public long tasks() {
        return tasks;
    }

    public boolean implementsHook(int resource, Hook hook) {
        return isTask(HookId.of(resource, hook));
    }

    public int childCount(int resource) {
        return childStart[resource + 1] - childStart[resource];
    }

    public int parentCount(int resource) {
        return parentStart[resource + 1] - parentStart[resource];
    }

    public void forEachChild(int resource, IntConsumer action) {
        for (int i = childStart[resource]; i < childStart[resource + 1]; i++) {
            action.accept(children[i]);
        }
    }

    public void forEachParent(int resource, IntConsumer action) {
        for (int i = parentStart[resource]; i < parentStart[resource + 1]; i++) {
            action.accept(parents[i]);
        }
    }

    /**
     * The same graph in which the given resources have no tasks: what a resumed operation has done already, or what
     * the caller leaves out. The order of the others is unchanged. The adjacency is shared with this lattice.
     */
    public Lattice without(BitSet excluded) {
        byte[] left = hooks.clone();
        for (int r = excluded.nextSetBit(0); r >= 0 && r < left.length; r = excluded.nextSetBit(r + 1)) {
            left[r] = 0;
        }
        return new Lattice(left, childStart, children, parentStart, parents);
    }

    boolean isTask(int id) {
        return (hooks[HookId.resource(id)] >>> HookId.kind(id) & 1) != 0;
    }

    // Ranges into the adjacency for the loops that count down: a call of a lambda for each edge would cost more than
    // the edge.
    int firstChild(int resource) {
        return childStart[resource];
    }

    int child(int position) {
        return children[position];
    }

    int firstParent(int resource) {
        return parentStart[resource];
    }

    int parent(int position) {
        return parents[position];
    }
}
