package org.redoubt.engine.discovery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.redoubt.api.access.Caller;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.protectable.DiscoveryContext;

/** One discovery: for whom, how long, and whether it still matters. Thread-safe. */
final class Conduct implements DiscoveryContext {
    private final Caller caller;
    private final Instant deadline;
    private final long end;
    private final BooleanSupplier cancelled;
    private final AtomicBoolean stopped = new AtomicBoolean();

    Conduct(Caller caller, Duration limit, InstantSource clock, BooleanSupplier cancelled) {
        this.caller = caller;
        this.deadline = clock.instant().plus(limit);
        this.end = System.nanoTime() + limit.toNanos();
        this.cancelled = cancelled;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public Optional<Instant> deadline() {
        return Optional.of(deadline);
    }

    @Override
    public void checkCancelled() throws CancelledException {
        if (stopped.get() || cancelled.getAsBoolean()) {
            throw new CancelledException("The discovery is no longer wanted.");
        }
    }

    boolean isCancelled() {
        return cancelled.getAsBoolean();
    }

    boolean isStopped() {
        return stopped.get();
    }

    /** Ends it for all that still work on it. */
    void stop() {
        stopped.set(true);
    }

    /** How many nanoseconds are left; zero or less if it took too long. */
    long left() {
        return end - System.nanoTime();
    }
}
