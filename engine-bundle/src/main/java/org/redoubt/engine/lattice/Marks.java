package org.redoubt.engine.lattice;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** A set of resources that only grows; thread-safe. */
final class Marks {
    private final AtomicIntegerArray words;
    private volatile boolean any;

    Marks(int resources) {
        words = new AtomicIntegerArray((resources >>> 5) + 1);
    }

    void add(int resource) {
        any = true;
        words.accumulateAndGet(resource >>> 5, 1 << resource, (a, b) -> a | b);
    }

    boolean contains(int resource) {
        return any && (words.get(resource >>> 5) >>> resource & 1) != 0;
    }
}
