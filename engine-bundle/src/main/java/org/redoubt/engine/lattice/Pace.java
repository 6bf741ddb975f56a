package org.redoubt.engine.lattice;

/**
 * Tells whether a lane hands out hooks faster than more threads could help: beyond some million in a second the lock is
 * what limits, and every further thread makes it slower. Guarded by the lock of the lane.
 */
final class Pace {
    private static final long QUICK_NANOS = 256;
    private static final int ENOUGH = 16;

    private long taken;
    private long takenBefore;
    private long since;

    void take(int hooks) {
        taken += hooks;
    }

    /** Starts a new measurement. */
    void begin() {
        takenBefore = taken;
        since = System.nanoTime();
    }

    /** Judges what was taken since the measurement began, and starts the next one. */
    boolean isQuick() {
        long hooks = taken - takenBefore;
        long nanos = System.nanoTime() - since;
        begin();
        return hooks >= ENOUGH && nanos < hooks * QUICK_NANOS;
    }
}
