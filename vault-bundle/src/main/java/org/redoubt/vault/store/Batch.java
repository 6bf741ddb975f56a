package org.redoubt.vault.store;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.redoubt.vault.chunk.ChunkId;

/**
 * Some chunks in one buffer, of one large stream or of many small files, that are named and stored together. Filled by one
 * thread, then worked on by another; the names can be asked when {@link #done()} has completed.
 */
public final class Batch {
    /** How many chunks a batch takes at the most. */
    public static final int LONGEST = 2048;

    private static final byte[] NONE = new byte[0];

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private byte[] buffer = NONE;
    private int[] offsets = new int[16];
    private int[] lengths = new int[16];
    private ChunkId[] ids = new ChunkId[0];
    private int count;

    /** Adds a chunk that stands in the buffer. Its number in the batch. */
    public int add(int offset, int length) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        offsets[count] = offset;
        lengths[count] = length;
        return count++;
    }

    /** Sets the buffer, which belongs to the batch from now on. */
    public void seal(byte[] chunks) {
        buffer = chunks;
        ids = new ChunkId[count];
    }

    /** How many chunks there are. */
    public int count() {
        return count;
    }

    /** The name of a chunk, once the batch is done. */
    public ChunkId id(int number) {
        return ids[number];
    }

    /** Completes when all chunks have names, or failed. */
    public CompletableFuture<Void> done() {
        return done;
    }

    byte[] buffer() {
        return buffer;
    }

    int offset(int number) {
        return offsets[number];
    }

    int length(int number) {
        return lengths[number];
    }

    void name(int number, ChunkId id) {
        ids[number] = id;
    }

    byte[] takeBuffer() {
        byte[] free = buffer;
        buffer = NONE;
        return free;
    }
}
