package org.redoubt.probe;

import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.protection.ProtectionPlugin;

/** Publishes the plugin that does everything wrong, once for each of its types. */
public final class BadActivator implements BundleActivator {
    private static final String[] BOTH = {ProtectionPlugin.class.getName(), ProtectablePlugin.class.getName()};
    private static final String[] FINDS_ONLY = {ProtectablePlugin.class.getName()};

    @Override
    public void start(BundleContext context) {
        publish(context, BadPlugin.THING, BOTH, "1.0");
        publish(context, BadPlugin.ORPHAN, FINDS_ONLY, "1.0");
        publish(context, BadPlugin.NEEDY, BOTH, "1.0");
        publish(context, BadPlugin.MUTE, BOTH, "1.0");
        publish(context, BadPlugin.UNLISTED, BOTH, "1.0");
        publish(context, BadPlugin.LISTLESS, BOTH, "1.0");
        publish(context, BadPlugin.FORMLESS, BOTH, "one");
    }

    private static void publish(BundleContext context, String type, String[] services, String format) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("redoubt.resource.type", type);
        properties.put("redoubt.format", format);
        context.registerService(services, new BadPlugin(type), properties);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework withdraws the services.
    }
}
