package org.redoubt.benchmarks.lattice;

/**
 * The least that any engine has to do: one thread, plain arrays, a counter for each hook and a stack of what is ready.
 * No threads, limits, states, events, failures or cancellation.
 */
final class BareLoop {
    private final int[] childStart;
    private final int[] children;
    private final int[] parentStart;
    private final int[] parents;
    private final int[] left;

    BareLoop(Shape shape) {
        int n = shape.resources();
        childStart = starts(n, shape.parents());
        children = fill(childStart, shape.parents(), shape.children());
        parentStart = starts(n, shape.children());
        parents = fill(parentStart, shape.children(), shape.parents());
        left = new int[4 * n];
        for (int r = 0; r < n; r++) {
            int below = childStart[r + 1] - childStart[r];
            left[4 * r] = parentStart[r + 1] - parentStart[r];
            left[4 * r + 1] = below + 1;
            left[4 * r + 2] = 1;
            left[4 * r + 3] = below + 1;
        }
    }

    /** Runs every hook and returns how many there were; works once. */
    long run() {
        int[] ready = new int[left.length];
        int size = 0;
        for (int id = 0; id < left.length; id += 4) {
            if (left[id] == 0) {
                ready[size++] = id;
            }
        }
        long hooks = 0;
        while (size > 0) {
            int id = ready[--size];
            int r = id >> 2;
            int kind = id & 3;
            hooks++;
            if (kind != 3 && --left[id + 1] == 0) {
                ready[size++] = id + 1;
            }
            if (kind == 0) {
                for (int i = childStart[r]; i < childStart[r + 1]; i++) {
                    int next = children[i] << 2;
                    if (--left[next] == 0) {
                        ready[size++] = next;
                    }
                }
            } else if (kind != 2) {
                for (int i = parentStart[r]; i < parentStart[r + 1]; i++) {
                    int next = parents[i] << 2 | kind;
                    if (--left[next] == 0) {
                        ready[size++] = next;
                    }
                }
            }
        }
        return hooks;
    }

    private static int[] starts(int n, int[] keys) {
        int[] starts = new int[n + 1];
        for (int key : keys) {
            starts[key]++;
        }
        int sum = 0;
        for (int i = 0; i <= n; i++) {
            sum += starts[i];
            starts[i] = sum;
        }
        return starts;
    }

    private static int[] fill(int[] starts, int[] keys, int[] values) {
        int[] filled = new int[keys.length];
        for (int e = keys.length - 1; e >= 0; e--) {
            filled[--starts[keys[e]]] = values[e];
        }
        return filled;
    }
}
