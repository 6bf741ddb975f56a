package org.redoubt.crashprobe;

import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.redoubt.api.protection.ProtectionPlugin;

/** Puts a watched one before each plugin. */
public final class CrashProbe implements BundleActivator {
    private static final int BEFORE_ALL = 1000;

    private ServiceTracker<ProtectionPlugin, ServiceRegistration<ProtectionPlugin>> plugins;

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        Boundaries boundaries = new Boundaries(Path.of(context.getProperty("redoubt.home"), "var", "crash"));
        plugins = new ServiceTracker<>(context, context.createFilter(
                "(&(" + Constants.OBJECTCLASS + "=" + ProtectionPlugin.class.getName() + ")(!(" + Constants.SERVICE_RANKING + "=" + BEFORE_ALL + ")))"), null) {
            @Override
            public ServiceRegistration<ProtectionPlugin> addingService(ServiceReference<ProtectionPlugin> reference) {
                Dictionary<String, Object> properties = new Hashtable<>();
                for (String key : reference.getPropertyKeys()) {
                    if (key.startsWith("redoubt.")) {
                        properties.put(key, reference.getProperty(key));
                    }
                }
                properties.put(Constants.SERVICE_RANKING, BEFORE_ALL);
                return context.registerService(ProtectionPlugin.class, new WatchedPlugin(context.getService(reference), boundaries), properties);
            }

            @Override
            public void removedService(ServiceReference<ProtectionPlugin> reference, ServiceRegistration<ProtectionPlugin> watched) {
                watched.unregister();
                context.ungetService(reference);
            }
        };
        plugins.open();
    }

    @Override
    public void stop(BundleContext context) {
        plugins.close();
    }
}
