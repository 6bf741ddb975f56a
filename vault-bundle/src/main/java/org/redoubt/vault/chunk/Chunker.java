package org.redoubt.vault.chunk;

/**
 * Finds where chunks end by their content (FastCDC with a gear hash), so that an insertion moves no cut but those near it.
 * One instance follows one sequence of bytes. The plain loop is deliberate: unrolled and striped forms were slower.
 */
public final class Chunker {
    /** No chunk but the last of a sequence is shorter. */
    public static final int MIN = 16 << 10;
    /** The length that most chunks are near to. */
    public static final int AVERAGE = 64 << 10;
    /** No chunk is longer. */
    public static final int MAX = 256 << 10;

    // A cut is less likely before the average and more likely after it, which narrows the spread of lengths. The top bits
    // of a gear hash depend on the most bytes.
    private static final long HARD = -1L << 64 - 18;
    private static final long EASY = -1L << 64 - 14;

    private final long[] table;
    private long hash;
    private int scanned;

    /**
     * @param gear 256 numbers that stand for the bytes; secret, as the lengths of chunks tell of their content to who knows them
     */
    public Chunker(long[] gear) {
        this.table = gear;
    }

    /**
     * Goes on looking for the end of the chunk that begins at {@code start}.
     *
     * @param bytes holds the chunk from its start on
     * @param start where it begins; the same as in the call before, unless that one found an end
     * @param end how far bytes are known
     * @return the length of the chunk, or -1 if it does not end yet
     */
    public int next(byte[] bytes, int start, int end) {
        int soft = Math.min(end, start + AVERAGE);
        int hard = Math.min(end, start + MAX);
        int at = start + Math.max(scanned, MIN);
        long[] gear = table;
        long h = hash;
        while (at < soft) {
            h = (h << 1) + gear[bytes[at++] & 0xff];
            if ((h & HARD) == 0) {
                return found(at - start);
            }
        }
        while (at < hard) {
            h = (h << 1) + gear[bytes[at++] & 0xff];
            if ((h & EASY) == 0) {
                return found(at - start);
            }
        }
        if (end - start >= MAX) {
            return found(MAX);
        }
        hash = h;
        scanned = Math.min(at, end) - start;
        return -1;
    }

    private int found(int length) {
        reset();
        return length;
    }

    /** Begins a new chunk. */
    public void reset() {
        hash = 0;
        scanned = 0;
    }
}
