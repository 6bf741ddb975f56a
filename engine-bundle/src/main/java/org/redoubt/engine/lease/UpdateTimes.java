package org.redoubt.engine.lease;

import java.time.Duration;

/**
 * How long an operation waits for a plugin that is being updated.
 *
 * @param grace how long it waits
 * @param memory how long after a plugin has gone a newer one is still expected
 */
public record UpdateTimes(Duration grace, Duration memory) {
    /** An update of a bundle takes a second or two with the poll of the folder. */
    public static final UpdateTimes DEFAULT = new UpdateTimes(Duration.ofSeconds(2), Duration.ofSeconds(10));
}
