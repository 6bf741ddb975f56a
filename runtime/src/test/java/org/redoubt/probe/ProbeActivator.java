package org.redoubt.probe;

import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.protection.ProtectionPlugin;

/** Publishes the probe. */
public final class ProbeActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("redoubt.resource.type", ProbePlugin.TYPE);
        properties.put("redoubt.format", "1.0");
        properties.put("redoubt.format.reads", "[1.0,2.0)");
        context.registerService(new String[] {ProtectionPlugin.class.getName(), ProtectablePlugin.class.getName()},
                new ProbePlugin(context.getBundle().getVersion().toString()), properties);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework withdraws the service.
    }
}
