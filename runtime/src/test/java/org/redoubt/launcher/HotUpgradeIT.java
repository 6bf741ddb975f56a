package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;
import org.redoubt.api.deploy.PluginFolder;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.api.vault.Vault;
import org.redoubt.probe.StagePlugin;

/** Runs once for each framework. A plugin is taken away or replaced in every way while it is at work. */
@DisplayName("In the middle of an operation")
final class HotUpgradeIT {
    private static final String ONE = StagePlugin.TYPE + "#one";
    private static final String OTHER = StagePlugin.TYPE + "#other";

    /** Where the operation is. */
    enum Phase { PREPARE, MAIN, RESTORE }

    /** What is done to the plugin with its leases in view. */
    enum Gentle { FILE_REPLACED, FILE_DELETED, COMMAND_UPGRADE, COMMAND_REMOVE }

    /** What is done to its bundle by somebody who knows nothing of leases. */
    enum Raw { UPDATE, STOP, UNINSTALL }

    @TempDir
    private static Path temporary;
    private static RunningRuntime runtime;
    private static Path home;
    private final Map<String, Object> stage = new ConcurrentHashMap<>();
    private Path first;
    private Path second;

    @BeforeAll
    static void start() throws Exception {
        home = temporary.resolve("home");
        runtime = RunningRuntime.start(ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow(), home);
    }

    @AfterAll
    static void stop() throws Exception {
        runtime.stop();
    }

    @BeforeEach
    void setTheStage() throws Exception {
        System.getProperties().put(StagePlugin.STAGE, stage);
        first = ProbeJar.stage(temporary.resolve("stage.jar"), "1.0.0");
        second = ProbeJar.stage(Files.createDirectories(temporary.resolve("next")).resolve("stage.jar"), "1.1.0");
    }

    @AfterEach
    void clearTheStage() throws Exception {
        stage.values().forEach(each -> {
            if (each instanceof CountDownLatch latch) {
                latch.countDown();
            }
        });
        Files.deleteIfExists(runtime.plugins().resolve("stage.jar"));
        for (Bundle bundle : installed()) {
            if (!bundle.getLocation().startsWith("plugin:")) {
                bundle.uninstall();
            }
        }
        await("the plugin of this test is gone", () -> installed().isEmpty());
        System.getProperties().remove(StagePlugin.STAGE);
    }

    static Stream<Arguments> gentle() {
        return Arrays.stream(Gentle.values()).flatMap(deed -> Arrays.stream(Phase.values()).map(phase -> Arguments.of(deed, phase)));
    }

    static Stream<Arguments> raw() {
        return Arrays.stream(Raw.values()).flatMap(deed -> Arrays.stream(Phase.values()).map(phase -> Arguments.of(deed, phase)));
    }

    @ParameterizedTest(name = "{1}: given {0}, then what runs ends on the old plugin, the next has the new one or none, and nothing stays")
    @MethodSource("gentle")
    void whatRunsEndsOnTheOldPlugin(Gentle deed, Phase phase) throws Exception {
        Files.copy(first, runtime.plugins().resolve("stage.jar"));
        await("the plugin is there", () -> active("1.0.0"));
        Operation running = begin(phase);
        WeakReference<ClassLoader> old = loader();

        boolean replaced = deed == Gentle.FILE_REPLACED || deed == Gentle.COMMAND_UPGRADE;
        switch (deed) {
            case FILE_REPLACED -> Files.move(Files.copy(second, temporary.resolve("moved.jar")), runtime.plugins().resolve("stage.jar"),
                    StandardCopyOption.ATOMIC_MOVE);
            case FILE_DELETED -> Files.delete(runtime.plugins().resolve("stage.jar"));
            case COMMAND_UPGRADE -> assertEquals(0, runtime.run("plugin", "upgrade", second.toString()).status());
            case COMMAND_REMOVE -> assertEquals(0, runtime.run("plugin", "remove", "stage.jar").status());
        }
        await("the old one drains", () -> runtime.run("plugin", "list", "--json").out().contains("\"draining\""));
        var next = runtime.run("protect", OTHER, "--json");
        if (replaced) {
            assertEquals("1.1.0", writer(next.status(), next.out(), next.err()));
        } else {
            assertEquals(1, next.status());
            assertTrue(next.out().contains("it is being taken out of use"), next.out());
        }

        running.gate().countDown();
        var ended = running.result().get(2, TimeUnit.MINUTES);
        assertEquals(0, ended.status(), ended.err());
        await("the old bundle is uninstalled", () -> installed().stream().noneMatch(bundle -> bundle.getVersion().toString().equals("1.0.0")));
        nothingIsLeft(old, phase == Phase.RESTORE ? List.of("effect copy one") : List.of());
    }

    @ParameterizedTest(name = "{1}: given a raw {0}, then what runs is taken back, nothing hangs, and a plugin that is back is used")
    @MethodSource("raw")
    void whatRunsIsTakenBack(Raw deed, Phase phase) throws Exception {
        Bundle bundle = runtime.context().installBundle(first.toUri().toString());
        bundle.start();
        Operation running = begin(phase);
        WeakReference<ClassLoader> old = loader();

        String line = switch (deed) {
            case UPDATE -> "felix:update " + bundle.getBundleId() + " " + second.toUri();
            case STOP -> "felix:stop " + bundle.getBundleId();
            case UNINSTALL -> "felix:uninstall " + bundle.getBundleId();
        };
        CompletableFuture<String> done = async(() -> new GogoLine(home).run(line));
        CompletableFuture<RunningRuntime.Result> next = async(() -> runtime.run("protect", OTHER, "--json"));
        assertEquals("", done.get(2, TimeUnit.MINUTES));
        var ended = running.result().get(2, TimeUnit.MINUTES);
        assertNotEquals(0, ended.status(), ended.out());
        // It came before the plugin left, while it left, or after: it works, or says why not.
        var meanwhile = next.get(2, TimeUnit.MINUTES);
        assertTrue(meanwhile.status() == 0 || meanwhile.out().contains("\"error\"") || meanwhile.out().contains("being taken away"), meanwhile.out());

        if (deed == Raw.STOP) {
            assertEquals("", new GogoLine(home).run("felix:start " + bundle.getBundleId()));
        } else if (deed == Raw.UNINSTALL) {
            runtime.context().installBundle(second.toUri().toString()).start();
        }
        await("what was begun is taken back", () -> stage.keySet().stream().noneMatch(key -> key.startsWith("effect ")));
        var after = runtime.run("protect", OTHER, "--json");
        assertEquals(deed == Raw.STOP ? "1.0.0" : "1.1.0", writer(after.status(), after.out(), after.err()));
        if (deed == Raw.STOP) {
            bundle.uninstall();
        }
        nothingIsLeft(old, List.of());
    }

    @Test
    @DisplayName("given a plugin that is still used when its drain time is over, then what runs is taken back, and it goes")
    void theDrainTimeIsOver() throws Exception {
        Files.copy(first, runtime.plugins().resolve("stage.jar"));
        await("the plugin is there", () -> active("1.0.0"));
        Operation running = begin(Phase.MAIN);
        WeakReference<ClassLoader> old = loader();
        Path configuration = home.resolve("etc/org.redoubt.deploy.cfg");
        Files.writeString(configuration, "drainTime = 1\n");
        try {
            await("the drain time is short", () -> drainTime() == 1);
            Files.delete(runtime.plugins().resolve("stage.jar"));
            await("the bundle is uninstalled", () -> installed().isEmpty());
            var ended = running.result().get(2, TimeUnit.MINUTES);
            assertEquals(1, ended.status(), ended.out());
            // What could not be taken back any more without the plugin is, when it is there again.
            Files.copy(second, runtime.plugins().resolve("stage.jar"));
            await("what was begun is taken back", () -> stage.keySet().stream().noneMatch(key -> key.startsWith("effect ")));
            nothingIsLeft(old, List.of());
        } finally {
            Files.writeString(configuration, "drainTime = 3600\n");
            await("the drain time is long", () -> drainTime() > 1);
        }
    }

    private static long drainTime() throws Exception {
        return Long.parseLong(service(PluginFolder.class).getProperty("drainTime").toString());
    }

    private static ServiceReference<?> service(Class<?> type) throws Exception {
        // All, as the interface of the bundles is not the one of this test.
        return runtime.context().getAllServiceReferences(type.getName(), null)[0];
    }

    /** One line of configuration of a component. */
    private record Setting(Class<?> type, String pid, String key, String usual, String other) {
        Path file() {
            return home.resolve("etc/" + pid + ".cfg");
        }

        boolean is(String value) throws Exception {
            return service(type).getProperty(key).toString().equals(value);
        }
    }

    @Test
    @DisplayName("given files of configuration that are deleted, then what runs goes on, no component is made anew, and the defaults hold")
    void theConfigurationIsDeleted() throws Exception {
        Files.copy(first, runtime.plugins().resolve("stage.jar"));
        await("the plugin is there", () -> active("1.0.0"));
        List<Setting> settings = List.of(new Setting(ProtectionService.class, "org.redoubt.engine", "mains", "0", "7"),
                new Setting(Vault.class, "org.redoubt.vault", "compressionLevel", "3", "5"),
                new Setting(Journal.class, "org.redoubt.journal.sqlite", "file", "", "var/journal/journal.db"),
                new Setting(PluginFolder.class, "org.redoubt.deploy", "drainTime", "43200", "4000"));
        try {
            for (Setting each : settings) {
                Files.writeString(each.file(), each.key() + " = " + each.other() + "\n");
            }
            for (Setting each : settings) {
                await(each + " is taken over", () -> each.is(each.other()));
            }
            Operation running = begin(Phase.MAIN);
            List<Object> before = new ArrayList<>();
            for (Setting each : settings) {
                before.add(service(each.type()).getProperty(Constants.SERVICE_ID));
                Files.delete(each.file());
            }
            List<Object> after = new ArrayList<>();
            for (Setting each : settings) {
                await(each + " is gone", () -> each.is(each.usual()));
                after.add(service(each.type()).getProperty(Constants.SERVICE_ID));
            }
            assertEquals(before, after);
            running.gate().countDown();
            var ended = running.result().get(2, TimeUnit.MINUTES);
            assertEquals("1.0.0", writer(ended.status(), ended.out(), ended.err()));
        } finally {
            for (Setting each : settings) {
                Files.deleteIfExists(each.file());
            }
        }
    }

    @Test
    @DisplayName("given a plugin of the folder that is uninstalled by hand, then the list says so and the folder goes on working")
    void aPluginOfTheFolderIsUninstalledByHand() throws Exception {
        Files.copy(first, runtime.plugins().resolve("stage.jar"));
        await("the plugin is there", () -> active("1.0.0"));
        assertEquals("", new GogoLine(home).run("felix:uninstall " + installed().getFirst().getBundleId()));
        await("the list says so", () -> runtime.run("plugin", "list", "--json").out().contains("was uninstalled by hand"));
        Path other = runtime.plugins().resolve("zzz.jar");
        ProbeJar.plugin(other, "1.0.0");
        await("another plugin is there", () -> Arrays.stream(runtime.context().getBundles())
                .anyMatch(bundle -> ProbeJar.NAME.equals(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE));
        Files.delete(other);
    }

    /** An operation that waits at a gate. */
    private record Operation(CompletableFuture<RunningRuntime.Result> result, CountDownLatch gate) {
    }

    private Operation begin(Phase phase) throws Exception {
        String checkpoint = "";
        if (phase == Phase.RESTORE) {
            var made = runtime.run("protect", ONE, "--json");
            assertEquals(0, made.status(), made.err());
            checkpoint = made.json().object("checkpoint").flatMap(json -> json.string("id")).orElseThrow();
        }
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        stage.put("entered " + phase.name().toLowerCase(java.util.Locale.ROOT) + " one", entered);
        stage.put("gate " + phase.name().toLowerCase(java.util.Locale.ROOT) + " one", gate);
        String[] words = phase == Phase.RESTORE ? new String[] {"restore", checkpoint, "--json"} : new String[] {"protect", ONE, "--json"};
        CompletableFuture<RunningRuntime.Result> result = async(() -> runtime.run(words));
        assertTrue(entered.await(2, TimeUnit.MINUTES), "The hook did not begin.");
        return new Operation(result, gate);
    }

    private void nothingIsLeft(WeakReference<ClassLoader> old, List<String> effects) throws Exception {
        assertEquals(effects, stage.keySet().stream().filter(key -> key.startsWith("effect ")).toList());
        await("no step is open", () -> runtime.run("operations", "--open", "--json").json().array("operations").isEmpty());
        await("nothing is leased", () -> runtime.run("plugin", "list", "--json").json().array("plugins").stream()
                .allMatch(plugin -> !(plugin instanceof JsonObject json) || json.number("leases").orElse(0) == 0));
        await("no thread waits for the plugin", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("redoubt-abandoned")));
        await("the class loader is free", () -> {
            runtime.run("version");
            System.gc();
            return old.get() == null;
        });
    }

    /** The version of the plugin that wrote the checkpoint which a command has made. */
    private String writer(int status, String out, String err) throws Exception {
        assertEquals(0, status, err + out);
        String checkpoint = org.redoubt.api.json.Json.parseObject(out).object("checkpoint").flatMap(json -> json.string("id")).orElseThrow();
        JsonObject shown = runtime.run("show", checkpoint, "--json").json().object("checkpoint").orElseThrow();
        return ((JsonObject) shown.array("resources").getFirst()).string("pluginVersion").orElseThrow();
    }

    private static WeakReference<ClassLoader> loader() {
        return new WeakReference<>(installed().getFirst().adapt(BundleWiring.class).getClassLoader());
    }

    private static List<Bundle> installed() {
        return Arrays.stream(runtime.context().getBundles()).filter(bundle -> ProbeJar.STAGE.equals(bundle.getSymbolicName())).toList();
    }

    private static boolean active(String version) {
        return installed().stream().anyMatch(bundle -> bundle.getVersion().toString().equals(version) && bundle.getState() == Bundle.ACTIVE);
    }

    private interface Work<T> {
        T run() throws Exception;
    }

    private static <T> CompletableFuture<T> async(Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                result.complete(work.run());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Waits for what another thread does; the limit is far beyond what it takes. */
    private static void await(String what, Work<Boolean> condition) throws Exception {
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.run()) {
            if (System.nanoTime() > giveUp) {
                fail("It did not come about in two minutes that " + what + ".");
            }
            Thread.sleep(20);
        }
    }
}
