package org.redoubt.plugin.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.server.Server;
import org.redoubt.api.server.ServerDriver;

/** The bundle in a real framework, with servers by configuration. */
final class House implements AutoCloseable {
    private static final String PID = "org.redoubt.server.command";
    private static final List<String> API = List.of("access", "bank", "checkpoint", "json", "problem", "protectable", "protection", "resource",
            "server", "snapshot", "vault");

    private final Framework framework;
    private final BundleContext context;

    House(Path storage) throws Exception {
        String packages = String.join(",", API.stream().map(name -> "org.redoubt.api." + name + ";version=1.0").toList());
        framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, storage.toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, packages + ",org.osgi.service.cm;version=1.6"));
        framework.start();
        context = framework.getBundleContext();
        for (String name : List.of("org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component-",
                "org.apache.felix.configadmin", "org.apache.felix.scr")) {
            context.installBundle(jar(name).toString());
        }
        context.installBundle("reference:" + ServerPlugin.class.getProtectionDomain().getCodeSource().getLocation());
        for (Bundle bundle : context.getBundles()) {
            bundle.start();
        }
    }

    private static URI jar(String name) {
        return Arrays.stream(System.getProperty("java.class.path").split(":")).map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(name) && path.toString().endsWith(".jar"))
                .findFirst().orElseThrow(() -> new IllegalStateException(name + " is not on the class path")).toUri();
    }

    <T> T service(Class<T> type, String filter) throws Exception {
        var tracker = new ServiceTracker<T, T>(context, context.createFilter("(&(objectClass=" + type.getName() + ")" + filter + ")"), null);
        tracker.open();
        T service = tracker.waitForService(10_000);
        if (service == null) {
            throw new AssertionError("no service " + type.getName() + filter);
        }
        return service;
    }

    ProtectionPlugin plugin() throws Exception {
        return service(ProtectionPlugin.class, "(redoubt.resource.type=Host::Server)");
    }

    ServerDriver driver() throws Exception {
        return service(ServerDriver.class, "(" + ServerDriver.NAME + "=command)");
    }

    ProtectablePlugin servers() throws Exception {
        return service(ProtectablePlugin.class, "(component.name=" + ServerProtectable.class.getName() + ")");
    }

    ProtectablePlugin volumes() throws Exception {
        return service(ProtectablePlugin.class, "(component.name=" + ServerVolumes.class.getName() + ")");
    }

    /** Declares a server, and waits until it is known. */
    Server declare(String name, Map<String, Object> members) throws Exception {
        Configuration configuration = configure(name, members);
        if (configuration.getProperties() == null) {
            throw new AssertionError("nothing was configured");
        }
        await(name, true);
        return driver().server(name).orElseThrow();
    }

    Configuration configure(String name, Map<String, Object> members) throws Exception {
        Hashtable<String, Object> properties = new Hashtable<>(members);
        properties.put("name", name);
        Configuration configuration = service(ConfigurationAdmin.class, "").createFactoryConfiguration(PID, "?");
        configuration.update(properties);
        return configuration;
    }

    /** Waits until a name is known to the driver, or is not. */
    void await(String name, boolean known) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (knows(name) != known) {
            if (System.nanoTime() > end) {
                throw new AssertionError(name + (known ? " was never declared" : " is still declared"));
            }
            Thread.onSpinWait();
        }
    }

    private boolean knows(String name) throws Exception {
        try {
            return driver().server(name).isPresent();
        } catch (RedoubtException e) {
            return true;
        }
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
