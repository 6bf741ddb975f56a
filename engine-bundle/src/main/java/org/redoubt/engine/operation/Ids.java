package org.redoubt.engine.operation;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes UUIDs of version 7 (RFC 9562): 48 bits of milliseconds, then a counter of 12 bits so that ids made in the same
 * millisecond sort in the order of their making, then random bits. Thread-safe.
 */
public final class Ids {
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();

    /**
     * @param clock where the milliseconds come from
     */
    public Ids(InstantSource clock) {
        this.clock = clock;
    }

    /** A new id, greater than all that this object made before. */
    public String next() {
        long now = clock.millis() << 12;
        long stamp = last.updateAndGet(before -> Math.max(before + 1, now));
        long high = (stamp >>> 12) << 16 | 0x7000 | stamp & 0xfff;
        long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
