package org.redoubt.plugin.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.server.Server;
import org.redoubt.api.server.ServerDriver;
import org.redoubt.testkit.host.Host;

/** The bundle in a real framework, with servers by configuration. */
final class House implements AutoCloseable {
    private static final String PID = "org.redoubt.server.command";
    private static final List<String> API = List.of("access", "bank", "checkpoint", "json", "problem", "protectable", "protection", "resource",
            "server", "settings", "snapshot", "vault");

    private static final long PATIENCE_MILLIS = 120_000;

    private final Path storage;
    private final Framework framework;
    private final BundleContext context;
    /** Kept open, as a component that nobody uses any more would forget what it has frozen. */
    private final Map<String, ServiceTracker<?, ?>> trackers = new ConcurrentHashMap<>();
    private final Map<String, Configuration> declared = new ConcurrentHashMap<>();

    House(Path storage) throws Exception {
        this.storage = storage;
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

    /** What starts in another process after this one: it has what was written down until now, and nothing of what is in memory. */
    House later(Path copy) throws Exception {
        Host.run("cp", "-a", storage + "/.", copy.toString());
        return new House(copy);
    }

    private static URI jar(String name) {
        return Arrays.stream(System.getProperty("java.class.path").split(":")).map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(name) && path.toString().endsWith(".jar"))
                .findFirst().orElseThrow(() -> new IllegalStateException(name + " is not on the class path")).toUri();
    }

    <T> T service(Class<T> type, String filter) throws Exception {
        String whole = "(&(objectClass=" + type.getName() + ")" + filter + ")";
        Object service = trackers.computeIfAbsent(whole, this::tracker).waitForService(PATIENCE_MILLIS);
        if (service == null) {
            throw new AssertionError("no service " + whole);
        }
        return type.cast(service);
    }

    private ServiceTracker<?, ?> tracker(String filter) {
        try {
            ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context, context.createFilter(filter), null);
            tracker.open();
            return tracker;
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
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

    /** Declares a server, or declares it anew in another way, and waits until that is known. */
    Server declare(String name, Map<String, Object> members) throws Exception {
        Optional<JsonObject> before = driver().server(name).map(Server::description);
        if (declared.containsKey(name)) {
            declared.get(name).update(properties(name, members));
        } else {
            declared.put(name, configure(name, members));
        }
        until(name + " to be declared so", () -> {
            Optional<JsonObject> now = driver().server(name).map(Server::description);
            return now.isPresent() && !now.equals(before);
        });
        return driver().server(name).orElseThrow();
    }

    Configuration configure(String name, Map<String, Object> members) throws Exception {
        Configuration configuration = service(ConfigurationAdmin.class, "").createFactoryConfiguration(PID, "?");
        configuration.update(properties(name, members));
        return configuration;
    }

    private static Hashtable<String, Object> properties(String name, Map<String, Object> members) {
        Hashtable<String, Object> properties = new Hashtable<>(members);
        properties.put("name", name);
        return properties;
    }

    /** The servers that the driver knows. */
    Set<String> names() throws Exception {
        return driver().servers().stream().map(Server::id).collect(Collectors.toSet());
    }

    /** Waits until a name is known to the driver, or is not. */
    void await(String name, boolean known) throws Exception {
        until(name + (known ? " to be declared" : " to be declared no more"), () -> knows(name) == known);
    }

    /** Waits for what another thread or process does; the limit is far beyond what it takes. */
    static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited in vain for " + what + ".");
            }
            Thread.sleep(5);
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
        trackers.values().forEach(ServiceTracker::close);
        framework.stop();
        try {
            framework.waitForStop(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
