package org.redoubt.engine.operation;

import java.time.Duration;
import java.util.Optional;
import org.redoubt.api.protection.Hook;

/**
 * How long one hook may take where the plan does not say so.
 *
 * @param prepares prepare begin and prepare finish; somebody may be kept waiting meanwhile
 * @param others main and complete; nobody knows how much there is to do
 */
public record Timeouts(Optional<Duration> prepares, Optional<Duration> others) {
    /** Ten minutes for a prepare hook, and no limit for the others. */
    public static final Timeouts DEFAULT = new Timeouts(Optional.of(Duration.ofMinutes(10)), Optional.empty());

    Optional<Duration> of(Hook hook) {
        return hook.isPrepare() ? prepares : others;
    }
}
