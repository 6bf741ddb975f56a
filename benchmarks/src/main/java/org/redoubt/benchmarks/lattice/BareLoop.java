package org.redoubt.benchmarks.lattice;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * A bare dependency-counting loop: arrays for the edges, a counter for each hook, a stack of what is ready, one thread,
 * and a hook that adds to a counter. No limits, states, events, failures or cancellation.
 */
final class BareLoop {
    private final int[] childStart;
    private final int[] children;
    private final int[] parentStart;
    private final int[] parents;
    private final AtomicIntegerArray left;
    private final int[] ready;
    private int size;

    BareLoop(Shape shape) {
        int n = shape.resources();
        childStart = starts(n, shape.parents());
        children = fill(childStart, shape.parents(), shape.children());
        parentStart = starts(n, shape.children());
        parents = fill(parentStart, shape.children(), shape.parents());
        left = new AtomicIntegerArray(4 * n);
        ready = new int[4 * n];
        for (int r = 0; r < n; r++) {
            int below = childStart[r + 1] - childStart[r];
            left.setPlain(4 * r, parentStart[r + 1] - parentStart[r]);
            left.setPlain(4 * r + 1, below + 1);
            left.setPlain(4 * r + 2, 1);
            left.setPlain(4 * r + 3, below + 1);
        }
    }

    /** Runs every hook; works once. */
    void run(LongAdder ran) {
        for (int id = 0; id < left.length(); id += 4) {
            if (left.getPlain(id) == 0) {
                ready[size++] = id;
            }
        }
        while (size > 0) {
            int id = ready[--size];
            int r = id >> 2;
            int kind = id & 3;
            ran.increment();
            if (kind != 3) {
                arrive(id + 1);
            }
            if (kind == 0) {
                for (int i = childStart[r]; i < childStart[r + 1]; i++) {
                    arrive(children[i] << 2);
                }
            } else if (kind != 2) {
                for (int i = parentStart[r]; i < parentStart[r + 1]; i++) {
                    arrive(parents[i] << 2 | kind);
                }
            }
        }
    }

    private void arrive(int id) {
        if (left.decrementAndGet(id) == 0) {
            ready[size++] = id;
        }
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
