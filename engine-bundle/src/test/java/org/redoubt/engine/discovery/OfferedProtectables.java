package org.redoubt.engine.discovery;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.engine.framework.OfferedService;
import org.redoubt.engine.lease.ComponentReports;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.lease.UpdateTimes;

/** The discovery of the engine over plugins that a test gives. */
public final class OfferedProtectables {
    private OfferedProtectables() {
    }

    /** With some limits. */
    public static Discovery of(Leases leases, DiscoveryLimits limits, List<ProtectablePlugin> plugins) {
        ServiceDiscovery discovery = new ServiceDiscovery(OfferedService.context(), leases, new ComponentReports(), UpdateTimes.DEFAULT, limits,
                InstantSource.system());
        plugins.forEach(plugin -> discovery.bindProtectable(OfferedService.of(plugin, Map.of()).reference()));
        return discovery;
    }
}
