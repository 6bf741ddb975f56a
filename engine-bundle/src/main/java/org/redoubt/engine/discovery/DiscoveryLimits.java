package org.redoubt.engine.discovery;

import java.time.Duration;

/**
 * The bounds of a discovery.
 *
 * @param parallelism how many questions are asked at the same time
 * @param total how long all of it may take
 * @param introduction how long a plugin may take to say which type it discovers
 */
public record DiscoveryLimits(int parallelism, Duration total, Duration introduction) {
    /** Discovery of many resources of a remote system takes minutes; saying a constant takes none, unless the machine has none left. */
    public static final DiscoveryLimits DEFAULT = new DiscoveryLimits(32, Duration.ofMinutes(10), Duration.ofSeconds(30));
}
