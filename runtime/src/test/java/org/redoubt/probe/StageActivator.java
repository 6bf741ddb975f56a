package org.redoubt.probe;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.protection.ProtectionPlugin;

/** Publishes the plugin whose effects a test sees, and closes it when its service has left. */
public final class StageActivator implements BundleActivator {
    private Optional<ServiceRegistration<?>> service = Optional.empty();
    private Optional<StagePlugin> plugin = Optional.empty();

    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("redoubt.resource.type", StagePlugin.TYPE);
        properties.put("redoubt.format", "1.0");
        properties.put("redoubt.format.reads", "[1.0,2.0)");
        StagePlugin fresh = new StagePlugin(context.getBundle().getVersion().toString());
        plugin = Optional.of(fresh);
        service = Optional.of(context.registerService(new String[] {ProtectionPlugin.class.getName(), ProtectablePlugin.class.getName()},
                fresh, properties));
    }

    @Override
    public void stop(BundleContext context) {
        service.ifPresent(ServiceRegistration::unregister);
        plugin.ifPresent(StagePlugin::close);
    }
}
