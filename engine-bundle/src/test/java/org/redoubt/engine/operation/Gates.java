package org.redoubt.engine.operation;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a hook until the test lets it go. */
final class Gates {
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    void hold() throws InterruptedException {
        held.countDown();
        open.await();
    }

    /** As a hook does that ignores interrupts. */
    void holdWhateverHappens() {
        held.countDown();
        while (open.getCount() > 0) {
            try {
                open.await();
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
