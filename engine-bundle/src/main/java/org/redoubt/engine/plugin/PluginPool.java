package org.redoubt.engine.plugin;

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

    PluginPool(Leases leases) {
        pool = leases.pool();
    }

    void add(Offer offer, ServiceSource<ProtectionPlugin> source) {
        pool.add(offer, source);
    }

    /** New properties are a new chance. */
    void modify(Offer offer) {
        unhealthy.remove(offer.serviceId());
        pool.modify(offer);
    }

    void remove(long serviceId) {
        pool.remove(serviceId);
        unhealthy.remove(serviceId);
    }

    void markUnhealthy(PluginId id, String reason) {
        list().stream().filter(plugin -> plugin.id().equals(id)).forEach(plugin -> unhealthy.put(plugin.offer().serviceId(), reason));
    }

    void heal(long bundleId) {
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
        return new LeasedPlugin(plugin.id(), plugin.facts().format(), mains, pool.lease(plugin.offer().serviceId()));
    }
}
