package org.redoubt.engine.plugin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.engine.lease.LeasePool;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.lease.Offer;
import org.redoubt.engine.lease.ServiceSource;

/** The plugins that are there, with their health. Thread-safe. */
final class PluginPool {
    private final LeasePool<ProtectionPlugin> pool;
    private final Map<Long, String> unhealthy = new ConcurrentHashMap<>();
    private final PluginTimes times;

    PluginPool(Leases leases, InstantSource clock) {
        pool = leases.pool();
        times = new PluginTimes(clock);
    }

    void add(Offer offer, ServiceSource<ProtectionPlugin> source) {
        times.comes(offer.bundleId());
        pool.add(offer, source);
    }

    /** New properties are a new chance. */
    void modify(Offer offer) {
        unhealthy.remove(offer.serviceId());
        times.heals(offer.bundleId());
        pool.modify(offer);
    }

    void remove(Offer offer) {
        times.drains(offer.bundleId());
        pool.remove(offer.serviceId());
        unhealthy.remove(offer.serviceId());
        times.goes(offer.bundleId());
    }

    void markUnhealthy(PluginId id, String reason) {
        list().stream().filter(plugin -> plugin.id().equals(id)).forEach(plugin -> {
            unhealthy.put(plugin.offer().serviceId(), reason);
            times.falls(plugin.offer().bundleId());
        });
    }

    /** Notes that a bundle is to go. */
    void drain(long bundleId) {
        times.drains(bundleId);
    }

    /** Notes that a bundle is to stay, and gives it a new chance. */
    void heal(long bundleId) {
        times.stays(bundleId);
        times.heals(bundleId);
        list().stream().filter(plugin -> plugin.offer().bundleId() == bundleId).forEach(plugin -> unhealthy.remove(plugin.offer().serviceId()));
    }

    /** All, the preferred first. */
    List<Plugin> list() {
        return pool.list().stream().map(listed -> new Plugin(listed.offer(), PluginFacts.of(listed.offer().properties()), listed.draining(),
                Optional.ofNullable(unhealthy.get(listed.offer().serviceId())), listed.leases())).toList();
    }

    /** Whether a plugin of a type will be gone in a moment. */
    boolean isLeaving(String type) {
        return pool.list().stream().anyMatch(listed -> listed.departing() && PluginFacts.of(listed.offer().properties()).types().contains(type));
    }

    PluginLease lease(Plugin plugin) throws RedoubtException {
        Optional<PluginLease.Mains> mains = plugin.facts().mains().stream().boxed().findFirst()
                .map(limit -> new PluginLease.Mains(plugin.id() + " " + plugin.offer().serviceId(), limit));
        long bundle = plugin.offer().bundleId();
        return new LeasedPlugin(plugin.id(), plugin.facts().format(), mains, pool.lease(plugin.offer().serviceId()), () -> times.rests(bundle));
    }

    /** Since when the plugins of a bundle are as they are. */
    Optional<Instant> since(long bundleId) {
        return times.since(bundleId);
    }
}
