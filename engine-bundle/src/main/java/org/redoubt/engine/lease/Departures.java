package org.redoubt.engine.lease;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Remembers for a while what has gone: most of it comes back in a moment, as a newer version. Thread-safe. */
public final class Departures {
    private final Map<String, Long> goneAt = new ConcurrentHashMap<>();
    private final long memory;
    private final LongSupplier nanoTime;

    /**
     * @param memory how long something is remembered
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public Departures(Duration memory, LongSupplier nanoTime) {
        this.memory = memory.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Notes that these have gone now. */
    public void gone(List<String> names) {
        long now = nanoTime.getAsLong();
        goneAt.values().removeIf(then -> now - then > memory);
        names.forEach(name -> goneAt.put(name, now));
    }

    /** Whether it has gone a short time ago. */
    public boolean recent(String name) {
        Long then = goneAt.get(name);
        return then != null && nanoTime.getAsLong() - then <= memory;
    }

    /** Everything that has gone a short time ago. */
    public Set<String> recent() {
        return goneAt.keySet().stream().filter(this::recent).collect(Collectors.toUnmodifiableSet());
    }
}
