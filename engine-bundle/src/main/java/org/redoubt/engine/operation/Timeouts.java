package org.redoubt.engine.operation;

import java.time.Duration;
import java.util.Optional;
import org.redoubt.api.protection.Hook;

/**
 * How long one hook may take where the plan does not say so.
 *
 * @param prepares prepare begin and prepare finish; somebody may be kept waiting meanwhile
 * @param others main and complete; nobody knows how much there is to do
 * @param silence for how long main and complete may give no sign of life: make no use of their context, their section or its streams
 */
public record Timeouts(Optional<Duration> prepares, Optional<Duration> others, Optional<Duration> silence) {
    /** Ten minutes for a prepare hook, and no limit for the others as long as they are not silent for an hour. */
    public static final Timeouts DEFAULT = new Timeouts(Optional.of(Duration.ofMinutes(10)), Optional.empty(), Optional.of(Duration.ofHours(1)));

    Optional<Duration> of(Hook hook) {
        return hook.isPrepare() ? prepares : others;
    }

    Optional<Duration> ofSilence(Hook hook) {
        return hook.isPrepare() ? Optional.empty() : silence;
    }
}
