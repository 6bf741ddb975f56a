package org.redoubt.plugin.server.command;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/** One freeze that this process knows of. Guarded by its lock, which is held while it is thawed, so that only one does. */
final class Freezing {
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Future<?>> alarm = Optional.empty();
    private boolean frozen;

    ReentrantLock lock() {
        return lock;
    }

    boolean isFrozen() {
        return frozen;
    }

    void begin() {
        frozen = true;
    }

    void alarm(Future<?> thawing) {
        alarm = Optional.of(thawing);
    }

    void end() {
        frozen = false;
        alarm.ifPresent(thawing -> thawing.cancel(false));
    }
}
