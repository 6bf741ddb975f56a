package org.redoubt.engine.framework;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * A framework in this process with Declarative Services, and with the engine's own components under its real descriptors.
 * The packages of API and engine come from the class path of the test, so that a test calls the services by their types.
 */
public final class TestFramework {
    private static final String API = Stream.of("access", "bank", "checkpoint", "json", "os", "plan", "problem", "protectable", "protection",
            "resource", "server", "service", "snapshot", "vault").map(name -> "org.redoubt.api." + name + ";version=1.0.0")
            .collect(Collectors.joining(","));
    private static final String ENGINE = "org.redoubt.engine.lease,org.redoubt.engine.plugin,org.redoubt.engine.discovery,org.redoubt.engine.provider";
    private static final String OSGI = "org.osgi.service.component;version=1.5.1,org.osgi.service.component.runtime;version=1.5.1,"
            + "org.osgi.service.component.runtime.dto;version=1.5.1,org.osgi.util.promise;version=1.3.0,org.osgi.util.function;version=1.2.0,"
            + "org.osgi.service.cm;version=1.6.1";
    private static final List<String> PARTS = List.of("lease", "plugin", "discovery", "provider");

    private final Framework framework;

    private TestFramework(Framework framework) {
        this.framework = framework;
    }

    /** Starts one. */
    public static TestFramework start(Path storage) throws BundleException, IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, storage.resolve("framework").toString());
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, String.join(",", API, ENGINE, OSGI));
        settings.put("redoubt.home", storage.resolve("home").toString());
        settings.put("felix.cm.dir", storage.resolve("config").toString());
        settings.put("ds.loglevel", "0");
        settings.put("felix.log.level", "0");
        Framework framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(settings);
        framework.start();
        TestFramework started = new TestFramework(framework);
        for (String jar : List.of("org.apache.felix.configadmin-", "org.apache.felix.scr-")) {
            started.context().installBundle(onClassPath(jar).toUri().toString()).start();
        }
        started.install("engine", engine());
        return started;
    }

    private static Path onClassPath(String prefix) {
        return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator)).map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(prefix)).findFirst().orElseThrow();
    }

    /** The descriptors that the build made of the annotations. */
    private static byte[] engine() throws IOException {
        Path descriptors = Path.of("target", "classes", "OSGI-INF");
        BundleJar jar = new BundleJar("org.redoubt.engine", "1.0.0").header("Import-Package",
                ENGINE + ",org.osgi.service.component.runtime," + API.replace(";version=1.0.0", ""));
        try (Stream<Path> files = Files.list(descriptors)) {
            List<Path> own = files.filter(file -> PARTS.stream()
                    .anyMatch(part -> file.getFileName().toString().startsWith("org.redoubt.engine." + part + "."))).toList();
            for (Path file : own) {
                jar.component(file.getFileName().toString(), Files.readString(file));
            }
        }
        return jar.bytes();
    }

    /** The context of the system bundle. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Installs a bundle and starts it. */
    public Bundle install(String location, byte[] jar) throws BundleException {
        Bundle bundle = context().installBundle(location, new ByteArrayInputStream(jar));
        bundle.start();
        return bundle;
    }

    /** A service, which is waited for. */
    public <T> T service(Class<T> type) throws Exception {
        CompletableFuture<Boolean> there = new CompletableFuture<>();
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.REGISTERED) {
                there.complete(true);
            }
        };
        context().addServiceListener(listener, "(objectClass=" + type.getName() + ")");
        try {
            ServiceReference<T> reference = context().getServiceReference(type);
            if (reference == null) {
                there.get(2, TimeUnit.MINUTES);
                reference = context().getServiceReference(type);
            }
            return context().getService(reference);
        } finally {
            context().removeServiceListener(listener);
        }
    }

    /** Waits until a condition holds that changes with the services. */
    public void await(BooleanSupplier condition) throws InterruptedException {
        Semaphore changes = new Semaphore(0);
        ServiceListener listener = event -> changes.release();
        context().addServiceListener(listener);
        try {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("The condition did not come to hold.");
                }
                changes.tryAcquire(100, TimeUnit.MILLISECONDS);
            }
        } finally {
            context().removeServiceListener(listener);
        }
    }

    /** Stops the framework and waits for its end. */
    public void stop() throws Exception {
        framework.stop();
        framework.waitForStop(120_000);
    }
}
