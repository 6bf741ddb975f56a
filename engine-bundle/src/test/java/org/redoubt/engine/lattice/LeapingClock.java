package org.redoubt.engine.lattice;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A monotonic clock that stands still until it is told to leap; then a day passes between any two looks at it. Thread-safe. */
public final class LeapingClock implements LongSupplier {
    private final AtomicLong nanos = new AtomicLong();
    private volatile boolean leaping;

    /** From now on. */
    public void leap() {
        leaping = true;
    }

    /** Stands still again. */
    public void stand() {
        leaping = false;
    }

    @Override
    public long getAsLong() {
        return leaping ? nanos.addAndGet(TimeUnit.DAYS.toNanos(1)) : nanos.get();
    }
}
