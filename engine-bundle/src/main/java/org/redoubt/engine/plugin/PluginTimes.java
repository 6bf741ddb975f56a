package org.redoubt.engine.plugin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Since when plugins are as they are, by their bundles. Thread-safe. */
final class PluginTimes {
    private final InstantSource clock;
    private final Map<Long, Instant> idle = new ConcurrentHashMap<>();
    private final Map<Long, Instant> unhealthy = new ConcurrentHashMap<>();
    private final Map<Long, Instant> draining = new ConcurrentHashMap<>();

    PluginTimes(InstantSource clock) {
        this.clock = clock;
    }

    void comes(long bundleId) {
        idle.put(bundleId, clock.instant());
    }

    /** Somebody has ended to use it. */
    void rests(long bundleId) {
        idle.computeIfPresent(bundleId, (id, before) -> clock.instant());
    }

    void falls(long bundleId) {
        unhealthy.putIfAbsent(bundleId, clock.instant());
    }

    void heals(long bundleId) {
        unhealthy.remove(bundleId);
    }

    void drains(long bundleId) {
        draining.putIfAbsent(bundleId, clock.instant());
    }

    void stays(long bundleId) {
        draining.remove(bundleId);
    }

    void goes(long bundleId) {
        idle.remove(bundleId);
        heals(bundleId);
        stays(bundleId);
    }

    /** Since when it is to go, else since when it is unhealthy, else since when it came or was last used. */
    Optional<Instant> since(long bundleId) {
        return Optional.ofNullable(draining.get(bundleId)).or(() -> Optional.ofNullable(unhealthy.get(bundleId)))
                .or(() -> Optional.ofNullable(idle.get(bundleId)));
    }
}
