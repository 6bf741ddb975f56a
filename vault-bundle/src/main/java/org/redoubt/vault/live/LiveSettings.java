package org.redoubt.vault.live;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How sessions and collections watch each other.
 *
 * @param beat how often a session gives a sign of life
 * @param silence after how long without one a session counts as gone; many beats, as a machine may be busy
 * @param clock tells people when something began; nothing is decided by it
 */
public record LiveSettings(Duration beat, Duration silence, InstantSource clock) {
    /** A sign of life every 15 seconds, gone after two minutes. */
    public static final LiveSettings DEFAULT = new LiveSettings(Duration.ofSeconds(15), Duration.ofMinutes(2), InstantSource.system());
}
