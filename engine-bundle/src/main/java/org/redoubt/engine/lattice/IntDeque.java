package org.redoubt.engine.lattice;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/** A growing ring of ints without boxes; not thread-safe. It gives a large ring back once it has run empty. */
final class IntDeque {
    private static final int SMALL = 16;
    private static final int LARGE = 1 << 14;

    private int[] ring = new int[SMALL];
    private int head;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(int value) {
        if (size == ring.length) {
            grow();
        }
        ring[head + size++ & ring.length - 1] = value;
    }

    int pollFirst() {
        int value = ring[head];
        head = head + 1 & ring.length - 1;
        size--;
        shrink();
        return value;
    }

    int pollLast() {
        int value = ring[head + --size & ring.length - 1];
        shrink();
        return value;
    }

    int get(int index) {
        return ring[head + index & ring.length - 1];
    }

    void clear() {
        size = 0;
        shrink();
    }

    /** Takes out all that match, keeping the order of the rest. */
    void drain(IntPredicate which, IntConsumer taker) {
        for (int left = size; left > 0; left--) {
            int value = ring[head];
            head = head + 1 & ring.length - 1;
            size--;
            if (which.test(value)) {
                taker.accept(value);
            } else {
                add(value);
            }
        }
        shrink();
    }

    private void grow() {
        int[] larger = Arrays.copyOf(ring, ring.length << 1);
        int wrapped = ring.length - head;
        System.arraycopy(ring, head, larger, 0, wrapped);
        System.arraycopy(ring, 0, larger, wrapped, head);
        ring = larger;
        head = 0;
    }

    private void shrink() {
        if (size == 0 && ring.length > LARGE) {
            ring = new int[SMALL];
            head = 0;
        }
    }
}
