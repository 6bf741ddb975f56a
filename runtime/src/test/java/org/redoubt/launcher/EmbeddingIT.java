package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;

/** Runs once for each framework: it takes the one that is on the class path. */
@DisplayName("The page about embedding")
final class EmbeddingIT {
    private static final Path SOURCES = Path.of("../docs/example-embedding/src/main/java/org/example/nightly");
    private static final List<String> CHOSEN = List.of("org.redoubt.journal.sqlite", "org.redoubt.bank.filesystem", "org.redoubt.plugin.volume");

    @TempDir
    private Path temporary;

    @Test
    @DisplayName("prints what is built, and names bundles that are in the distribution")
    void itIsTrue() throws Exception {
        EmbeddingPage page = EmbeddingPage.read();
        try (Stream<Path> sources = Files.list(SOURCES)) {
            List<Path> all = sources.toList();
            for (Path source : all) {
                assertTrue(page.prints(source), () -> source + " is not what the page prints.");
            }
            assertEquals(all.size(), page.programs());
        }
        assertTrue(distributed().keySet().containsAll(page.bundles()), () -> page.bundles() + " are not all in " + distributed().keySet());
    }

    @Test
    @DisplayName("given nothing but what it names, in a plain framework and the wrong order, then its bundle protects, restores and looks")
    void itWorks() throws Exception {
        EmbeddingPage page = EmbeddingPage.read();
        assertTrue(page.properties().contains("redoubt.home"));
        Map<String, String> properties = new HashMap<>(Map.of(Constants.FRAMEWORK_STORAGE, temporary.resolve("framework").toString(),
                "redoubt.home", Files.createDirectory(temporary.resolve("home")).toString()));
        Framework framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(properties);
        framework.init();
        try {
            BundleContext context = framework.getBundleContext();
            for (String name : page.bundlesWith(CHOSEN).reversed()) {
                context.installBundle(distributed().get(name).toUri().toString());
            }
            context.installBundle(bundle());
            framework.start();
            for (Bundle bundle : Arrays.asList(context.getBundles()).reversed()) {
                bundle.start();
            }
            useIt(context);
        } finally {
            framework.stop();
            framework.waitForStop(TimeUnit.MINUTES.toMillis(2));
        }
    }

    private void useIt(BundleContext context) throws Exception {
        Path directory = Files.createDirectory(temporary.resolve("precious"));
        Files.writeString(directory.resolve("file"), "what is protected");
        Object nightly = service(context, "org.example.nightly.Nightly");
        JsonObject protect = protectOnceThereIsAProvider(nightly, directory);
        assertEquals("succeeded", protect.string("state").orElse(""), protect.toString());
        String checkpoint = protect.string("checkpoint").orElseThrow();
        assertTrue(Files.exists(temporary.resolve("home/var/bank/bank.json")) && Files.exists(temporary.resolve("home/etc/keys/vault.key")));

        Path target = temporary.resolve("back");
        JsonObject restore = view(call(nightly, "restore", checkpoint, target.toString()));
        assertEquals("succeeded", restore.string("state").orElse(""), restore.toString());
        assertEquals("what is protected", Files.readString(target.resolve("precious/file")));
        Object look = service(context, "org.example.nightly.Look");
        assertEquals("what is protected", call(look, "text", checkpoint, directory.toString(), "file"));
    }

    /** The page says that a provider may not be there for a moment, and that the refusal says so. */
    private static JsonObject protectOnceThereIsAProvider(Object nightly, Path directory) throws Exception {
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (true) {
            try {
                return view(call(nightly, "protect", directory.toString()));
            } catch (InvocationTargetException e) {
                boolean early = e.getCause().getMessage().contains("provider") || e.getCause().getMessage().contains("bank");
                if (!early || System.nanoTime() > giveUp) {
                    throw e;
                }
                Thread.sleep(20);
            }
        }
    }

    private static JsonObject view(Object view) throws Exception {
        return Json.parseObject(call(view, "toJson").toString());
    }

    /** The classes of bundles are not those of this test, even where they have the same name. */
    private static Object call(Object target, String name, Object... arguments) throws Exception {
        Method method = target.getClass().getMethod(name, Arrays.stream(arguments).map(Object::getClass).toArray(Class<?>[]::new));
        method.setAccessible(true);
        return method.invoke(target, arguments);
    }

    private static Object service(BundleContext context, String name) throws Exception {
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (true) {
            ServiceReference<?>[] references = context.getAllServiceReferences(name, null);
            Object service = references == null ? null : context.getService(references[0]);
            if (service != null) {
                return service;
            }
            assertTrue(System.nanoTime() < giveUp, () -> name + " does not come; there are "
                    + Arrays.stream(context.getBundles()).map(bundle -> bundle.getSymbolicName() + " " + bundle.getState()).toList());
            Thread.sleep(20);
        }
    }

    /** Where the bundle with the programs of the page is. */
    private static String bundle() throws Exception {
        return Class.forName("org.example.nightly.Nightly").getProtectionDomain().getCodeSource().getLocation().toString();
    }

    /** The bundles of the distribution by their symbolic names. */
    private static Map<String, Path> distributed() {
        Map<String, Path> bundles = new HashMap<>();
        try {
            for (Path jar : RunningRuntime.distribution().bundles()) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    String name = file.getManifest().getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
                    bundles.put(name.split(";")[0].strip(), jar);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bundles;
    }
}
