package org.redoubt.vault.index;

import org.redoubt.vault.chunk.ChunkId;

/**
 * Says of most chunks that are not in a set that they are not, without a look at the set: a Bloom filter of 14 bits a chunk, in blocks
 * of one line of the processor's cache. Ids are even in all their bits, so parts of them do as hashes; were they not, more looks would be
 * in vain.
 */
final class Filter {
    private static final int BITS_PER_CHUNK = 14;
    private static final int BLOCK_BITS = 512;
    private static final int BLOCK_WORDS = BLOCK_BITS / Long.SIZE;
    private static final int PROBES = 7;
    private static final int PROBE_BITS = 9;

    private final int blocks;
    private final long[] words;

    /** @param count how many chunks there will be */
    Filter(int count) {
        this.blocks = (int) ((long) count * BITS_PER_CHUNK / BLOCK_BITS) + 1;
        this.words = new long[blocks * BLOCK_WORDS];
    }

    private int block(ChunkId id) {
        return (int) Math.unsignedMultiplyHigh(id.b(), blocks) * BLOCK_WORDS;
    }

    void add(ChunkId id) {
        int block = block(id);
        long probes = id.c();
        for (int i = 0; i < PROBES; i++, probes >>>= PROBE_BITS) {
            int bit = (int) probes & BLOCK_BITS - 1;
            words[block + bit / Long.SIZE] |= 1L << bit;
        }
    }

    /** Whether a chunk may be in the set; if not, it is not. */
    boolean mayHold(ChunkId id) {
        int block = block(id);
        long probes = id.c();
        for (int i = 0; i < PROBES; i++, probes >>>= PROBE_BITS) {
            int bit = (int) probes & BLOCK_BITS - 1;
            if ((words[block + bit / Long.SIZE] & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }
}
