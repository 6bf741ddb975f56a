package org.redoubt.vault.index;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.redoubt.vault.chunk.ChunkId;

/**
 * Maps chunks to places in flat arrays, about 56 bytes each; objects would take three times as much. Entries are numbered in
 * the order of their coming and never go. Thread-safe.
 */
public final class ChunkTable {
    private static final int WIDTH = 6;
    private static final int PAGE = 1024;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private long[][] pages = new long[4][];
    private int[] slots = new int[1024];
    private int count;

    /** How many chunks there are. */
    public int count() {
        lock.readLock().lock();
        try {
            return count;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The number of a chunk, or -1 if it is not here. */
    public int find(ChunkId id) {
        lock.readLock().lock();
        try {
            return slots[slot(id)] - 1;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Where the chunk with that number is. */
    public Location location(int number) {
        lock.readLock().lock();
        try {
            long[] page = pages[number / PAGE];
            int at = number % PAGE * WIDTH;
            return new Location((int) (page[at + 4] >>> 32), (int) page[at + 4], (int) (page[at + 5] >>> 32), (int) page[at + 5]);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The chunk with that number. */
    ChunkId id(int number) {
        lock.readLock().lock();
        try {
            long[] page = pages[number / PAGE];
            int at = number % PAGE * WIDTH;
            return new ChunkId(page[at], page[at + 1], page[at + 2], page[at + 3]);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The numbers of all chunks, in the order of their ids. */
    int[] sorted() {
        return IntStream.range(0, count()).boxed().sorted(Comparator.comparing(this::id)).mapToInt(Integer::intValue).toArray();
    }

    /** Adds a chunk unless it is here. Whether it was added: of several callers exactly one is told so. */
    public boolean add(ChunkId id, Location place) {
        lock.writeLock().lock();
        try {
            int slot = slot(id);
            if (slots[slot] != 0) {
                return false;
            }
            append(id, place);
            slots[slot] = ++count;
            if (count * 3L > slots.length * 2L) {
                widen();
            }
            return true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Forgets all. */
    public void clear() {
        lock.writeLock().lock();
        try {
            pages = new long[4][];
            slots = new int[1024];
            count = 0;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void append(ChunkId id, Location place) {
        int page = count / PAGE;
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, pages.length * 2);
        }
        if (pages[page] == null) {
            pages[page] = new long[PAGE * WIDTH];
        }
        int at = count % PAGE * WIDTH;
        pages[page][at] = id.a();
        pages[page][at + 1] = id.b();
        pages[page][at + 2] = id.c();
        pages[page][at + 3] = id.d();
        pages[page][at + 4] = (long) place.pack() << 32 | place.offset();
        pages[page][at + 5] = (long) place.stored() << 32 | place.raw();
    }

    /** The slot that holds the chunk, or the free one where it would stand. */
    private int slot(ChunkId id) {
        int mask = slots.length - 1;
        int slot = (int) id.a() & mask;
        while (slots[slot] != 0 && !holds(slots[slot] - 1, id)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean holds(int number, ChunkId id) {
        long[] page = pages[number / PAGE];
        int at = number % PAGE * WIDTH;
        return page[at] == id.a() && page[at + 1] == id.b() && page[at + 2] == id.c() && page[at + 3] == id.d();
    }

    private void widen() {
        int[] wider = new int[slots.length * 2];
        int mask = wider.length - 1;
        for (int number = 0; number < count; number++) {
            int slot = (int) pages[number / PAGE][number % PAGE * WIDTH] & mask;
            while (wider[slot] != 0) {
                slot = slot + 1 & mask;
            }
            wider[slot] = number + 1;
        }
        slots = wider;
    }
}
