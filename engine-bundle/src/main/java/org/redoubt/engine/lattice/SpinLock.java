package org.redoubt.engine.lattice;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock for a few dozen instructions that nobody ever queues for.
 *
 * <p>Prepare hooks run on platform threads, mains on virtual ones. In the queue of an ordinary lock the thread that
 * thaws a server could stand behind a virtual thread that gets no carrier while mains keep every core busy; here it
 * takes the lock as soon as it is free.
 */
final class SpinLock {
    private static final int SPINS = 256;
    private static final long PAUSE_NANOS = 20_000;

    private final AtomicBoolean held = new AtomicBoolean();

    void lock() {
        for (int spins = 0; held.getOpaque() || !held.compareAndSet(false, true); spins++) {
            // The holder may have lost its core; spinning on would keep it from getting one.
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    void unlock() {
        held.setRelease(false);
    }
}
