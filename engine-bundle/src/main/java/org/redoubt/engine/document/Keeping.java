package org.redoubt.engine.document;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * How long a bank is to refuse to delete what has to last.
 *
 * @param time how long; empty where nothing is retained
 * @param clock tells what time it is
 */
public record Keeping(Optional<Duration> time, InstantSource clock) {
    /** Nothing is retained. */
    public static final Keeping NONE = new Keeping(Optional.empty(), InstantSource.system());

    /** Refuses {@code null}. */
    public Keeping {
        Objects.requireNonNull(time);
        Objects.requireNonNull(clock);
    }

    Optional<Instant> until() {
        return time.map(clock.instant()::plus);
    }
}
