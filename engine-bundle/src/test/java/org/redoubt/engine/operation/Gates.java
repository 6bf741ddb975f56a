package org.redoubt.engine.operation;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a hook until the test lets it go; not for ever, as a test that fails may never do so. */
final class Gates {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(4);

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    void hold() throws InterruptedException {
        held.countDown();
        if (!open.await(LONGEST, TimeUnit.NANOSECONDS)) {
            throw new AssertionError("Nobody opened the gate.");
        }
    }

    /** As a hook does that ignores interrupts. */
    void holdWhateverHappens() {
        held.countDown();
        long end = System.nanoTime() + LONGEST;
        while (open.getCount() > 0 && System.nanoTime() < end) {
            try {
                open.await(LONGEST, TimeUnit.NANOSECONDS);
            } catch (InterruptedException ignored) {
                // That is what it is for.
            }
        }
    }

    boolean wasReached() {
        return held.getCount() == 0;
    }

    void awaitHeld() throws InterruptedException {
        if (!held.await(2, TimeUnit.MINUTES)) {
            throw new AssertionError("The hook never came to the gate.");
        }
    }

    void open() {
        open.countDown();
    }
}
