package org.redoubt.engine.lattice;

import java.time.Duration;

/**
 * How long a hook that was asked to stop is waited for.
 *
 * @param interrupt from the request until its thread is interrupted
 * @param abandon from the interrupt until the run goes on without it
 */
public record Grace(Duration interrupt, Duration abandon) {
    public static final Grace DEFAULT = new Grace(Duration.ofSeconds(10), Duration.ofSeconds(30));

    public Grace {
        if (interrupt.isNegative() || abandon.isNegative()) {
            throw new IllegalArgumentException("A grace is not negative: " + interrupt + ", " + abandon + ".");
        }
    }
}
