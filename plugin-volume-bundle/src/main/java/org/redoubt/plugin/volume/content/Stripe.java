package org.redoubt.plugin.volume.content;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.OpenFile;

/** A stretch of a file that is put together in memory, in any order, to be written at once. Thread-safe. */
final class Stripe {
    /** Where direct access is nearly as fast as it gets, and few enough for several to be open. */
    static final int SIZE = 256 << 10;
    private static final int BLOCK = OpenFile.BLOCK;
    /** To wait for the disk for less than this takes longer than the page cache. */
    private static final int LEAST_UNCACHED = 64 << 10;
    /** All files that are written at a time share so many, however many they are. */
    static final int MOST = 32;
    private static final Semaphore ROOM = new Semaphore(MOST);
    /** Memory outside the heap is given back late, so it is used again. */
    private static final BlockingQueue<ByteBuffer> IDLE = new ArrayBlockingQueue<>(MOST / 4);

    private final long start;
    private final int length;
    private final ByteBuffer memory;
    private final ByteBuffer blocks;
    /** What is here: where each range begins and where it ends; no two touch. */
    private final TreeMap<Integer, Integer> ranges = new TreeMap<>();
    private boolean taken;

    /** What became of bytes that were to be added. */
    enum Answer {
        /** There is room for more. */
        ADDED,
        /** Nothing is missing any more; whoever is told so has to write it. */
        FULL,
        /** It is being written already, and did not take them. */
        TOO_LATE
    }

    private Stripe(long start, int length, ByteBuffer memory) {
        this.start = start;
        this.length = length;
        this.memory = memory;
        this.blocks = memory.clear().alignedSlice(BLOCK);
    }

    /**
     * One with nothing in it, which has to be {@linkplain #write written} or {@linkplain #drop dropped}; none while there are too many.
     *
     * @param start where in the file
     * @param length its bytes, {@link #SIZE} but at the end of the file
     */
    static Optional<Stripe> begin(long start, int length) {
        if (!ROOM.tryAcquire()) {
            return Optional.empty();
        }
        boolean begun = false;
        try {
            ByteBuffer idle = IDLE.poll();
            Stripe stripe = new Stripe(start, length, idle == null ? ByteBuffer.allocateDirect(SIZE + BLOCK) : idle);
            begun = true;
            return Optional.of(stripe);
        } finally {
            if (!begun) {
                ROOM.release();
            }
        }
    }

    /** @param at where in the stripe */
    synchronized Answer add(int at, ByteBuffer bytes) {
        if (taken) {
            return Answer.TOO_LATE;
        }
        int begin = at;
        int end = at + bytes.remaining();
        blocks.put(at, bytes, bytes.position(), bytes.remaining());
        Map.Entry<Integer, Integer> before = ranges.floorEntry(begin);
        if (before != null && before.getValue() >= begin) {
            begin = before.getKey();
            end = Math.max(end, before.getValue());
        }
        for (Map.Entry<Integer, Integer> next = ranges.higherEntry(begin); next != null && next.getKey() <= end; next = ranges.higherEntry(begin)) {
            end = Math.max(end, next.getValue());
            ranges.remove(next.getKey());
        }
        ranges.put(begin, end);
        taken = begin == 0 && end == length;
        return taken ? Answer.FULL : Answer.ADDED;
    }

    /** Lets nothing be added any more; whoever gets true has to write or to drop it. */
    synchronized boolean take() {
        boolean mine = !taken;
        taken = true;
        return mine;
    }

    /** Writes what is here, after which this must not be used any more. */
    void write(OpenFile to) throws HostFileException {
        try {
            for (Map.Entry<Integer, Integer> range : ranges.entrySet()) {
                write(to, range.getKey(), range.getValue());
            }
        } finally {
            drop();
        }
    }

    private void write(OpenFile to, int begin, int end) throws HostFileException {
        int first = (begin + BLOCK - 1) / BLOCK * BLOCK;
        int last = end / BLOCK * BLOCK;
        if (last - first < LEAST_UNCACHED) {
            to.write(start + begin, blocks.slice(begin, end - begin));
            return;
        }
        to.write(start + begin, blocks.slice(begin, first - begin));
        to.writeUncached(start + first, blocks.slice(first, last - first));
        to.write(start + last, blocks.slice(last, end - last));
    }

    /** Gives its memory back, after which this must not be used any more. */
    void drop() {
        IDLE.offer(memory);
        ROOM.release();
    }
}
