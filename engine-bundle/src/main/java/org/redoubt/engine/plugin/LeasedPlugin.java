package org.redoubt.engine.plugin;

import java.util.Optional;
import org.osgi.framework.Version;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.engine.lease.Lease;

/**
 * A lease on a plugin.
 *
 * @param id which plugin
 * @param format what it writes
 * @param mains how many of its mains may run
 * @param lease on its service
 * @param ended what is done when it is given back
 */
record LeasedPlugin(PluginId id, Version format, Optional<Mains> mains, Lease<ProtectionPlugin> lease, Runnable ended) implements PluginLease {
    @Override
    public ProtectionPlugin plugin() {
        return lease.service();
    }

    @Override
    public boolean draining() {
        return lease.draining();
    }

    @Override
    public boolean gone() {
        return lease.gone();
    }

    @Override
    public void onAbandoned(Runnable action) {
        lease.onAbandoned(action);
    }

    @Override
    public void close() {
        ended.run();
        lease.close();
    }
}
