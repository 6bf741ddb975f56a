package org.redoubt.bank.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;

/** Banks by configuration, in a real framework. */
class FileBankComponentTest {
    private static final long PATIENCE_MILLIS = 120_000;

    @TempDir
    Path place;
    private Framework framework;
    private BundleContext context;
    private ConfigurationAdmin configurations;

    @BeforeEach
    void start() throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, place.resolve("storage").toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.redoubt.api.bank;version=1.0,org.redoubt.api.problem;version=1.0,org.redoubt.api.settings;version=1.0,"
                        + "org.redoubt.api.json;version=1.0,org.osgi.service.cm;version=1.6",
                "redoubt.home", place.resolve("home").toString()));
        framework.start();
        context = framework.getBundleContext();
        Files.createDirectories(place.resolve("home"));
        List<String> names = List.of("org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component-",
                "org.apache.felix.configadmin", "org.apache.felix.scr");
        for (String name : names) {
            context.installBundle(jar(name).toString());
        }
        context.installBundle("reference:" + FileBankComponent.class.getProtectionDomain().getCodeSource().getLocation());
        for (Bundle bundle : context.getBundles()) {
            bundle.start();
        }
        var tracker = new ServiceTracker<ConfigurationAdmin, ConfigurationAdmin>(context, ConfigurationAdmin.class, null);
        tracker.open();
        configurations = tracker.waitForService(PATIENCE_MILLIS);
    }

    private static URI jar(String name) {
        return Arrays.stream(System.getProperty("java.class.path").split(":")).map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(name) && path.toString().endsWith(".jar"))
                .findFirst().orElseThrow(() -> new IllegalStateException(name + " is not on the class path")).toUri();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(PATIENCE_MILLIS);
    }

    private Configuration configure(String name, String path) throws Exception {
        Configuration configuration = configurations.createFactoryConfiguration(FileBankComponent.PID, "?");
        configuration.update(new Hashtable<>(Map.of("name", name, "path", path)));
        return configuration;
    }

    private Bank bank(String name) throws Exception {
        var tracker = new ServiceTracker<Bank, Bank>(context, context.createFilter("(&(objectClass=" + Bank.class.getName() + ")("
                + Bank.NAME + "=" + name + "))"), null);
        tracker.open();
        return tracker.waitForService(PATIENCE_MILLIS);
    }

    @Test
    void eachConfigurationPublishesABankOfItsOwn() throws Exception {
        configure("one", place.resolve("banks/one").toString());
        configure("two", "var/two");
        bank("one").put(Key.of("a"), Body.of("1"));
        bank("two").put(Key.of("a"), Body.of("2"));
        assertEquals("1", Scene.read(bank("one"), "a"));
        assertEquals("2", Scene.read(bank("two"), "a"));
        assertTrue(Files.isRegularFile(place.resolve("home/var/two/objects/a")), "a relative path begins at the home");
        assertTrue(Files.isRegularFile(place.resolve("home/var/banks/one.json")), "the home remembers the bank");
    }

    @Test
    void aBankThatCannotBeUsedIsThereAndSaysWhy() throws Exception {
        Files.writeString(place.resolve("file"), "x");
        configure("broken", place.resolve("file").toString());
        configure("empty", " ");
        Scene.assertKind(ProblemKind.INVALID, () -> bank("broken").put(Key.of("a"), Body.of("x")));
        Scene.assertKind(ProblemKind.INVALID, () -> bank("empty").put(Key.of("a"), Body.of("x")));
        Files.delete(place.resolve("file"));
        bank("broken").put(Key.of("a"), Body.of("x"));
        assertEquals("x", Scene.read(bank("broken"), "a"));
    }

    @Test
    void aSettingThatNobodyReadsIsNoReasonToBeginABankWithoutIt() throws Exception {
        Path missing = place.resolve("not-mounted");
        Configuration configuration = configurations.createFactoryConfiguration(FileBankComponent.PID, "?");
        configuration.update(new Hashtable<>(Map.of("name", "misspelt", "path", missing.toString(), "creat", "false")));
        BankException refused = assertThrows(BankException.class, () -> bank("misspelt").put(Key.of("a"), Body.of("x")));
        assertEquals("The bank misspelt cannot be used as it is configured. There is no setting \"creat\"; there are create, name, path.",
                refused.problem().message());
        assertFalse(Files.exists(missing));
        Configuration unsure = configurations.createFactoryConfiguration(FileBankComponent.PID, "?");
        unsure.update(new Hashtable<>(Map.of("name", "unsure", "path", missing.toString(), "create", "flase")));
        refused = assertThrows(BankException.class, () -> bank("unsure").put(Key.of("a"), Body.of("x")));
        assertEquals("The bank unsure is configured with \"flase\" for create, which is neither true nor false.", refused.problem().message());
        assertFalse(Files.exists(missing));
        configuration.update(new Hashtable<>(Map.of("name", "misspelt", "path", missing.toString(), "create", "true")));
        long giveUp = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!Files.exists(missing.resolve("objects/a")) && System.nanoTime() < giveUp) {
            try {
                bank("misspelt").put(Key.of("a"), Body.of("x"));
            } catch (BankException notYet) {
                assertEquals(ProblemKind.INVALID, notYet.kind());
            }
        }
        assertEquals("x", Scene.read(bank("misspelt"), "a"));
    }

    @Test
    void aBankSaysWhereItReallyLies() throws Exception {
        Path real = place.toRealPath();
        Files.createSymbolicLink(place.resolve("link"), real);
        configure("one", place.resolve("link/banks/one").toString());
        configure("empty", " ");
        assertEquals(List.of(real.resolve("banks/one")), bank("one").localPaths(), "before it has begun");
        bank("one").put(Key.of("a"), Body.of("1"));
        assertEquals(List.of(real.resolve("banks/one")), bank("one").localPaths());
        assertEquals(List.of(), bank("empty").localPaths());
    }

    @Test
    void aChangedConfigurationKeepsTheService() throws Exception {
        Configuration configuration = configure("one", place.resolve("first").toString());
        Bank bank = bank("one");
        bank.put(Key.of("a"), Body.of("x"));
        Files.createDirectories(place.resolve("second"));
        try (Stream<Path> all = Files.walk(place.resolve("first"))) {
            for (Path each : all.toList()) {
                Files.copy(each, place.resolve("second").resolve(place.resolve("first").relativize(each).toString()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        configuration.update(new Hashtable<>(Map.of("name", "uno", "path", place.resolve("second").toString())));
        assertSame(bank, bank("uno"));
        bank.put(Key.of("b"), Body.of("y"));
        assertTrue(Files.exists(place.resolve("second/objects/b")));
        assertFalse(Files.exists(place.resolve("first/objects/b")));
        assertEquals("x", Scene.read(bank, "a"));
    }

    @Test
    void aDeletedConfigurationTakesTheBankAway() throws Exception {
        Configuration configuration = configure("one", place.resolve("first").toString());
        Bank bank = bank("one");
        bank.put(Key.of("a"), Body.of("x"));
        CountDownLatch gone = new CountDownLatch(1);
        context.addServiceListener(event -> {
            if (event.getType() == ServiceEvent.UNREGISTERING) {
                gone.countDown();
            }
        }, "(" + Bank.NAME + "=one)");
        configuration.delete();
        assertTrue(gone.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    }
}
