package org.redoubt.engine.lattice;

import java.util.Arrays;

/** Hooks that have just become ready, with the queues they go to. Not thread-safe. */
final class ReadyList {
    private static final int SMALL = 8;
    private static final int LARGE = 1 << 12;

    private int[] ids = new int[SMALL];
    private ReadyQueue[] queues = new ReadyQueue[SMALL];
    private int size;

    int size() {
        return size;
    }

    int id(int index) {
        return ids[index];
    }

    ReadyQueue queue(int index) {
        return queues[index];
    }

    void add(int id, ReadyQueue queue) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size << 1);
            queues = Arrays.copyOf(queues, size << 1);
        }
        ids[size] = id;
        if (queues[size] != queue) {
            queues[size] = queue;
        }
        size++;
    }

    void removeLast() {
        size--;
    }

    /** Empties it; the queues are still referred to until it is made to forget them. */
    void clear() {
        size = 0;
        if (ids.length > LARGE) {
            ids = new int[SMALL];
            queues = new ReadyQueue[SMALL];
        }
    }

    void forget() {
        clear();
        Arrays.fill(queues, null);
    }
}
