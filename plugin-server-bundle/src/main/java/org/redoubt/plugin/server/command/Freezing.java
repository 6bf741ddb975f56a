package org.redoubt.plugin.server.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** One freeze that this process knows of. Guarded by its lock, which is held while it is frozen or thawed, so that only one does. */
final class Freezing {
    private final ReentrantLock lock = new ReentrantLock();
    private final Semaphore server;
    private volatile Optional<Watchdog> watchdog = Optional.empty();
    private boolean frozen;

    /**
     * @param server held while the server is frozen
     */
    Freezing(Semaphore server) {
        this.server = server;
    }

    ReentrantLock lock() {
        return lock;
    }

    boolean isFrozen() {
        return frozen;
    }

    /** Waits until nobody else has the server frozen, but not longer than that; whether it is free now. */
    boolean begin(Duration patience) throws InterruptedException {
        frozen = server.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        return frozen;
    }

    /** Who thaws it; may be asked without the lock. */
    Optional<Watchdog> watchdog() {
        return watchdog;
    }

    void watchedBy(Watchdog process) {
        watchdog = Optional.of(process);
    }

    void end() {
        watchdog = Optional.empty();
        if (frozen) {
            frozen = false;
            server.release();
        }
    }
}
