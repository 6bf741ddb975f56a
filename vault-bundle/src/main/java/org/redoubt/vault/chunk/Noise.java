package org.redoubt.vault.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Tells from a small part of a chunk that compressing it gains nothing, as it looks encrypted or compressed already: all bytes come
 * about equally often, and no place looks like another one. For one thread.
 */
final class Noise {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int SHORTEST = 16 << 10;
    private static final int SLICES = 16;
    private static final int SLICE = 256;
    /** Repeats are mostly those of pages and blocks, so their distance is a multiple of this. */
    private static final int STRIDE = 1 << 10;

    // Of so many bytes drawn at random the squares of how often each comes add up to 69,616 on average, with a standard deviation
    // of 361. At this sum an entropy coder gains less than 0.3 %.
    private static final int SQUARES = 71_500;

    private final int[] counts = new int[256];
    private long[] words = new long[Chunker.MAX / STRIDE];

    /** Whether it does; a chunk that is too short to tell does not. */
    boolean fills(byte[] chunk, int offset, int length) {
        return length >= SHORTEST && isEven(chunk, offset, length) && hasNoRepeats(chunk, offset, length);
    }

    private boolean isEven(byte[] chunk, int offset, int length) {
        Arrays.fill(counts, 0);
        int apart = (length - SLICE) / (SLICES - 1);
        for (int slice = 0; slice < SLICES; slice++) {
            int from = offset + slice * apart;
            for (int at = from; at < from + SLICE; at++) {
                counts[chunk[at] & 0xff]++;
            }
        }
        int squares = 0;
        for (int count : counts) {
            squares += count * count;
        }
        return squares <= SQUARES;
    }

    private boolean hasNoRepeats(byte[] chunk, int offset, int length) {
        int count = length / STRIDE;
        if (words.length < count) {
            words = new long[count];
        }
        for (int i = 0; i < count; i++) {
            words[i] = (long) WORD.get(chunk, offset + i * STRIDE);
        }
        Arrays.sort(words, 0, count);
        for (int i = 1; i < count; i++) {
            if (words[i] == words[i - 1]) {
                return false;
            }
        }
        return true;
    }
}
