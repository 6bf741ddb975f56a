package org.redoubt.engine.owner;

import java.time.Duration;
import java.util.Objects;

/**
 * How often a runtime gives a sign of life, and looks for those of others.
 *
 * @param renewal after which time a lease is renewed
 * @param silence after which time without a sign a runtime is taken for gone, by itself and by others
 * @param watch after which time what is unfinished is looked at again
 */
public record Rhythm(Duration renewal, Duration silence, Duration watch) {
    /** A bank may be away for some renewals before anybody acts. */
    public static final Rhythm DEFAULT = new Rhythm(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(60));

    /** Refuses what is not positive. */
    public Rhythm {
        Objects.requireNonNull(renewal);
        Objects.requireNonNull(silence);
        Objects.requireNonNull(watch);
        if (!renewal.isPositive() || !silence.isPositive() || !watch.isPositive()) {
            throw new IllegalArgumentException("The times of a lease are longer than nothing.");
        }
    }
}
