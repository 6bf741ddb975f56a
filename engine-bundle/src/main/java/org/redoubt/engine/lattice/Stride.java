package org.redoubt.engine.lattice;

/**
 * How many hooks a worker runs before it comes back to its lane. Very short ones are worth no lock each; after a longer one
 * the worker comes back at once. Touched by the worker alone.
 */
final class Stride {
    private static final long SHORT_NANOS = 2_000;
    private static final int LONGEST = 256;

    private int length = 1;
    private int ran;
    private long since;

    void count() {
        ran++;
    }

    boolean lasts() {
        return ran < length;
    }

    int ran() {
        return ran;
    }

    /** Begins the next one, longer if the hooks of the last one were very short. */
    int next() {
        long now = System.nanoTime();
        if (ran == 0) {
            length = 1;
        } else {
            length = now - since < ran * SHORT_NANOS ? Math.min(LONGEST, length << 2) : Math.max(1, length >> 2);
        }
        since = now;
        ran = 0;
        return length;
    }

    /** The hook that the worker is in takes long after all. */
    void cut() {
        length = 1;
    }
}
