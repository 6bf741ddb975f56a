package org.redoubt.launcher;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What Ctrl-C and SIGTERM do: they ask what runs to stop, and the process leaves when it has. Java tells of signals only
 * by running its shutdown hooks, so the waiting happens in one.
 */
final class Stopping {
    private static final Runnable NOTHING = () -> { };

    private final AtomicReference<Runnable> stop = new AtomicReference<>(NOTHING);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int status = 1;

    void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::onShutdown, "redoubt-stopping"));
    }

    /** From now on a signal runs this instead of ending the process at once. */
    void by(Runnable action) {
        stop.set(action);
    }

    /** Leaves with this status, also when a signal has come meanwhile. */
    void exit(int newStatus) {
        status = newStatus;
        stop.set(NOTHING);
        finished.countDown();
        System.exit(newStatus);
    }

    private void onShutdown() {
        Runnable action = stop.get();
        if (action == NOTHING) {
            return;
        }
        action.run();
        try {
            finished.await();
        } catch (InterruptedException e) {
            // Then there is nothing more to wait for.
        }
        Runtime.getRuntime().halt(status);
    }
}
