package org.redoubt.engine.lease;

import java.time.Duration;

/**
 * How long a service that leaves is kept.
 *
 * @param departure how long it waits for its leases to be closed
 * @param abandonment how long it then waits for the holders of those that are left to take back what is urgent
 */
public record LeaseTimes(Duration departure, Duration abandonment) {
    /** Both together stay below the time after which Declarative Services gives up on a reference. */
    public static final LeaseTimes DEFAULT = new LeaseTimes(Duration.ofMillis(2500), Duration.ofMillis(2000));
}
