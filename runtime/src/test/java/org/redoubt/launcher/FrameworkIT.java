package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.ref.WeakReference;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;
import org.redoubt.probe.ProbePlugin;
import org.redoubt.probe.StagePlugin;

/** Runs once for each framework: it takes the one that is on the class path. */
@DisplayName("In a framework")
final class FrameworkIT {

    private static final int CYCLES = 100;
    /** Each so manieth plugin of the cycles protects something. */
    private static final int PROTECTED = 10;
    private static final Set<String> CONFIGURABLE = Set.of("org.redoubt.engine", "org.redoubt.vault", "org.redoubt.deploy", "org.redoubt.journal.sqlite",
            "org.redoubt.provider (factory)", "org.redoubt.bank.filesystem (factory)", "org.redoubt.server.command (factory)",
            "org.redoubt.plugin.volume.declared (factory)");

    @TempDir
    private static Path home;
    private static RunningRuntime runtime;
    @TempDir
    private Path temporary;

    @BeforeAll
    static void start() throws Exception {
        FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
        runtime = RunningRuntime.start(factory, home);
    }

    @AfterAll
    static void stop() throws Exception {
        runtime.stop();
    }

    @AfterEach
    void emptyTheFolder() throws Exception {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(runtime.plugins())) {
            for (Path jar : jars) {
                Files.delete(jar);
            }
        }
        await(() -> Arrays.stream(runtime.context().getBundles()).noneMatch(bundle -> bundle.getLocation().startsWith("plugin:")));
    }

    @Test
    @DisplayName("every bundle of the distribution is active")
    void everyBundleIsActive() {
        List<String> idle = Arrays.stream(runtime.context().getBundles())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(Bundle::getSymbolicName).toList();
        assertEquals(List.of(), idle);
    }

    @Test
    @DisplayName("what can be configured is described through the metatype service, each attribute by a sentence")
    void configurationsAreDescribed() throws Exception {
        Bundle probe = runtime.context().installBundle(ProbeJar.metatype(temporary.resolve("metatype.jar")).toUri().toString());
        try {
            probe.start();
            @SuppressWarnings("unchecked")
            Map<String, Map<String, String>> described = (Map<String, Map<String, String>>) runtime.context()
                    .getService(runtime.context().getServiceReferences(Supplier.class, "(probe=metatype)").iterator().next()).get();
            assertEquals(CONFIGURABLE, described.keySet());
            described.forEach((pid, attributes) -> attributes.forEach((id, sentence) ->
                    assertTrue(sentence.endsWith("."), () -> id + " of " + pid + " is described by: " + sentence)));
            assertTrue(described.get("org.redoubt.engine").keySet().containsAll(Set.of("home", "mains", "capacities", "prepareTimeout")));
            assertEquals(Set.of("name", "path", "create"), described.get("org.redoubt.bank.filesystem (factory)").keySet());
            assertEquals(Set.of("name", "bank", "plugins", "description", "graceDays", "retainDays", "readRate", "writeRate", "replicaOf"),
                    described.get("org.redoubt.provider (factory)").keySet());
            assertTrue(described.get("org.redoubt.server.command (factory)").keySet().containsAll(Set.of("name", "volumes", "freeze", "thaw")));
        } finally {
            probe.uninstall();
        }
    }

    @Test
    @DisplayName("given no command of that name, when it is run, then one sentence and exit status 2")
    void unknownCommand() throws Exception {
        var result = runtime.run("nonsense");
        assertEquals(2, result.status());
        assertEquals(1, result.err().lines().count());
        assertTrue(result.err().contains("nonsense"));
    }

    @Test
    @DisplayName("the commands are functions of Gogo in their scope, also in a pipe")
    void theShellHasTheCommands() throws Exception {
        assertEquals("", new GogoLine(home).run("redoubt:version"));
        assertEquals("", new GogoLine(home).run("redoubt:checkpoints --json | grep checkpoints"));
    }

    @Test
    @DisplayName("given the beginning of a command, of a member of a group or of an option, then the shell completes it")
    void theShellCompletes() throws Exception {
        GogoLine shell = new GogoLine(home);
        assertEquals(List.of("version"), shell.complete("versi"));
        assertEquals(List.of("protect", "protectables", "providers"), shell.complete("pro"));
        assertEquals(List.of("create"), shell.complete("plan cr"));
        assertEquals(List.of("--plan"), shell.complete("protect --pl"));
        assertEquals(List.of("--parameter"), shell.complete("plan create nightly --par"));
        assertEquals(List.of(), shell.complete("nonsense "));
    }

    @Test
    @DisplayName("given the beginning of a name, then the shell completes what there is: checkpoints, operations, plans, providers, types and words")
    void theShellCompletesNames() throws Exception {
        GogoLine shell = new GogoLine(home);
        Path tree = Files.createDirectory(temporary.resolve("tree"));
        succeed("plan", "create", "nightly", tree.toString());
        JsonObject made = succeed("protect", "--plan", "nightly");
        String checkpoint = made.object("checkpoint").orElseThrow().string("id").orElseThrow();
        String operation = made.object("operation").orElseThrow().string("id").orElseThrow();
        assertOffered(List.of("nightly"), shell, "protect --plan ni");
        assertOffered(List.of("nightly"), shell, "plan show ");
        assertOffered(List.of(checkpoint), shell, "show " + checkpoint.substring(0, 30));
        assertOffered(List.of(checkpoint), shell, "diff latest " + checkpoint.substring(0, 30));
        assertOffered(List.of(checkpoint), shell, "lattice --operation verify --checkpoint " + checkpoint.substring(0, 30));
        assertOffered(List.of(operation), shell, "timeline --format text " + operation.substring(0, 30));
        assertOffered(List.of("latest"), shell, "restore la");
        assertOffered(List.of("default"), shell, "copy latest --to ");
        assertOffered(List.of("default"), shell, "checkpoints --provider d");
        assertOffered(List.of("Host::Server", "Host::Volume"), shell, "protectables Host");
        assertOffered(List.of("hashes"), shell, "verify latest --depth ha");
        assertOffered(List.of("--depth"), shell, "verify latest --dep");
    }

    /** What cannot be told soon is not offered at all; whoever presses the key again later is offered it. */
    private static void assertOffered(List<String> expected, GogoLine shell, String line) throws Exception {
        await(() -> shell.complete(line).equals(expected), () -> line + " offers " + shell.complete(line));
    }

    @Test
    @DisplayName("given arguments that look like Gogo, when a command gets them, then nobody has parsed them")
    void argumentsAreNotParsedAgain() throws Exception {
        String wild = "$(stop 0) | `x` {a} \"b' ; \\ \n€";
        assertTrue(runtime.run("help", wild).err().contains(wild));
    }

    @Test
    @DisplayName("a jar that is dropped in is live, replaced it is upgraded, deleted it is gone")
    void aPluginComesAndGoes() throws Exception {
        Path jar = runtime.plugins().resolve("probe.jar");
        ProbeJar.plugin(jar, "1.0.0");
        assertEquals("active", awaitState("probe.jar", "1.0.0").string("state").orElse(""));

        Path next = ProbeJar.plugin(temporary.resolve("next.jar"), "1.1.0");
        Files.move(next, jar, StandardCopyOption.REPLACE_EXISTING);
        awaitState("probe.jar", "1.1.0");
        await(() -> installed(ProbeJar.NAME).size() == 1);

        Files.delete(jar);
        await(() -> installed(ProbeJar.NAME).isEmpty());
    }

    @Test
    @DisplayName("the plugin that the documentation writes is dropped in, protects a file and brings it back")
    void thePluginOfTheDocumentation() throws Exception {
        Path built = Path.of(Class.forName("org.example.settings.SettingsPlugin").getProtectionDomain().getCodeSource().getLocation().toURI());
        Files.copy(built, runtime.plugins().resolve("settings.jar"));
        awaitState("settings.jar", "1.0.0");
        Path file = Files.writeString(temporary.resolve("app.properties"), "colour = red\n");
        JsonObject made = succeed("protect", "Example::Settings#" + file).object("checkpoint").orElseThrow();
        Files.delete(file);
        succeed("restore", made.string("id").orElseThrow());
        assertEquals("colour = red\n", Files.readString(file));
    }

    private static JsonObject succeed(String... words) throws Exception {
        List<String> asked = new ArrayList<>(List.of(words));
        asked.add("--json");
        RunningRuntime.Result result = runtime.run(asked.toArray(String[]::new));
        assertEquals(0, result.status(), result.out());
        return result.json();
    }

    @Test
    @DisplayName("given a plugin that works, when its file is spoilt, then it keeps serving and the list says so")
    void aSpoiltUpgradeHarmsNothing() throws Exception {
        Path jar = runtime.plugins().resolve("probe.jar");
        ProbeJar.plugin(jar, "1.0.0");
        awaitState("probe.jar", "1.0.0");
        Path whole = ProbeJar.plugin(temporary.resolve("next.jar"), "1.1.0");
        Files.move(ProbeJar.half(temporary.resolve("half"), whole), jar, StandardCopyOption.REPLACE_EXISTING);
        awaitReason("probe.jar", "keeps serving");
        assertEquals(1, installed(ProbeJar.NAME).size());
        assertEquals(Bundle.ACTIVE, installed(ProbeJar.NAME).getFirst().getState());
    }

    @Test
    @DisplayName("a jar that cannot be used is explained in one sentence")
    void brokenJarsAreExplained() throws Exception {
        Path whole = ProbeJar.plugin(temporary.resolve("whole.jar"), "1.0.0");
        Files.writeString(runtime.plugins().resolve("text.jar"), "this is no jar");
        ProbeJar.half(runtime.plugins().resolve("half.jar"), whole);
        ProbeJar.plain(runtime.plugins().resolve("plain.jar"));
        ProbeJar.needing(runtime.plugins().resolve("needy.jar"), "com.example.missing;version=\"[2,3)\"");
        ProbeJar.needing(runtime.plugins().resolve("newer.jar"), "org.redoubt.api.protection;version=\"[9,10)\"");
        ProbeJar.failing(runtime.plugins().resolve("failing.jar"));
        ProbeJar.component(runtime.plugins().resolve("throwing.jar"), false);
        ProbeJar.component(runtime.plugins().resolve("waiting.jar"), true);
        ProbeJar.plugin(runtime.plugins().resolve("probe.jar"), "1.0.0");
        awaitState("probe.jar", "1.0.0");

        awaitReason("throwing.jar", "the dongle is missing");
        awaitReason("waiting.jar", "com.example.Missing");
        awaitReason("text.jar", "no jar");
        awaitReason("half.jar", "not whole");
        awaitReason("plain.jar", "no OSGi bundle");
        awaitReason("needy.jar", "com.example.missing");
        awaitReason("needy.jar", "no bundle here exports");
        awaitReason("newer.jar", "this runtime has 1.");
        awaitReason("failing.jar", "the licence has run out");
        assertEquals("", reason("probe.jar"));
    }

    @Test
    @DisplayName("plugin bundles declare what they handle, and one that requires a plugin which is not here is explained")
    void requiredPluginsAreExplained() throws Exception {
        for (String type : List.of("Host::Volume", "Host::Server")) {
            assertTrue(Arrays.stream(runtime.context().getBundles())
                    .flatMap(bundle -> bundle.adapt(BundleRevision.class).getDeclaredCapabilities("redoubt.plugin").stream())
                    .anyMatch(plugin -> List.of(type).equals(plugin.getAttributes().get("redoubt.resource.type"))
                            && new Version(1, 0, 0).equals(plugin.getAttributes().get("redoubt.format"))), type);
        }
        ProbeJar.requiring(runtime.plugins().resolve("content.jar"), "org.redoubt.content", "Host::Volume", true);
        ProbeJar.requiring(runtime.plugins().resolve("lost.jar"), "org.redoubt.lost", "Example::Missing", true);
        ProbeJar.requiring(runtime.plugins().resolve("idle.jar"), "org.redoubt.idle", "Example::Missing", false);
        await(() -> !reason("content.jar").isEmpty() && !reason("lost.jar").isEmpty() && !reason("idle.jar").isEmpty());
        assertEquals("It needs a plugin for Example::Missing, which no bundle here has.", reason("lost.jar"));
        assertEquals("It needs a plugin for Example::Missing, which no bundle here has.", reason("idle.jar"));
        assertEquals("waiting", file("idle.jar").string("state").orElse(""));
        assertTrue(reason("content.jar").startsWith("It runs but publishes no service"), "what it requires is here");
    }

    @Test
    @DisplayName("given a plugin that is upgraded during an operation, then that one ends on the old and the next one uses the new")
    void anUpgradeDuringAnOperation() throws Exception {
        Path first = ProbeJar.plugin(temporary.resolve("probe-1.jar"), "1.0.0");
        Path second = ProbeJar.plugin(temporary.resolve("probe-2.jar"), "1.1.0");
        assertEquals(0, runtime.run("plugin", "install", first.toString()).status());
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        System.getProperties().put(ProbePlugin.ENTERED, entered);
        System.getProperties().put(ProbePlugin.GATE, gate);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<RunningRuntime.Result> running = other.submit(() -> runtime.run("protect", "Probe::Thing#one", "--json"));
            assertTrue(entered.await(2, TimeUnit.MINUTES), "The main hook did not begin.");
            System.getProperties().remove(ProbePlugin.ENTERED);
            Files.copy(second, runtime.plugins().resolve("probe-2.jar"));
            awaitState("probe-2.jar", "1.1.0");
            assertEquals("1.1.0", writer(runtime.run("protect", "Probe::Thing#one", "--json")));
            gate.countDown();
            assertEquals("1.0.0", writer(running.get(2, TimeUnit.MINUTES)));
        } finally {
            gate.countDown();
            System.getProperties().remove(ProbePlugin.ENTERED);
            System.getProperties().remove(ProbePlugin.GATE);
        }
    }

    /** The version of the plugin that wrote the checkpoint which a command has made. */
    private String writer(RunningRuntime.Result made) throws Exception {
        assertEquals(0, made.status(), made.err());
        String checkpoint = made.json().object("checkpoint").flatMap(json -> json.string("id")).orElseThrow();
        JsonObject shown = runtime.run("show", checkpoint, "--json").json().object("checkpoint").orElseThrow();
        return ((JsonObject) shown.array("resources").getFirst()).string("pluginVersion").orElseThrow();
    }

    @Test
    @DisplayName("given a hundred plugins that were installed, used and removed, then no class loader of an old one is reachable")
    void nothingOfAnOldPluginIsKept() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        Path first = ProbeJar.plugin(temporary.resolve("probe-1.jar"), "1.0.0");
        for (int i = 0; i < CYCLES; i++) {
            assertEquals(0, runtime.run("plugin", "install", first.toString()).status());
            loaders.add(new WeakReference<>(loader(ProbeJar.NAME)));
            assertEquals(1, runtime.run("protectables", ProbePlugin.TYPE, "--json").json().array("resources").size());
            if (i % PROTECTED == 0) {
                assertEquals("1.0.0", writer(runtime.run("protect", "Probe::Thing#one", "--json")));
            }
            remove(ProbeJar.NAME, "probe-1.jar");
        }
        // What a thread still has of the last one on its stack, or of the last question to a plugin, is overwritten by another.
        Path other = ProbeJar.stage(temporary.resolve("stage.jar"), "1.0.0");
        assertEquals(0, runtime.run("plugin", "install", other.toString()).status());
        assertEquals(1, runtime.run("protectables", StagePlugin.TYPE, "--json").json().array("resources").size());
        remove(ProbeJar.STAGE, "stage.jar");
        await(() -> {
            runtime.run("version");
            System.gc();
            return loaders.stream().allMatch(reference -> reference.get() == null);
        }, () -> "Reachable are the class loaders of the cycles " + IntStream.range(0, CYCLES).filter(i -> loaders.get(i).get() != null).boxed().toList());
    }

    private void remove(String name, String file) throws Exception {
        assertEquals(0, runtime.run("plugin", "remove", file).status());
        await(() -> installed(name).isEmpty());
    }

    private ClassLoader loader(String name) {
        return installed(name).getFirst().adapt(BundleWiring.class).getClassLoader();
    }

    private List<Bundle> installed(String name) {
        return Arrays.stream(runtime.context().getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName())).toList();
    }

    private JsonObject awaitState(String file, String version) throws Exception {
        AtomicReference<JsonObject> seen = new AtomicReference<>(JsonObject.empty());
        await(() -> {
            seen.set(file(file));
            return seen.get().string("version").orElse("").equals(version) && seen.get().string("state").orElse("").equals("active");
        });
        return seen.get();
    }

    /** A file is looked at more than once while it is written, so the first reason need not be the last. */
    private void awaitReason(String file, String words) throws Exception {
        await(() -> reason(file).contains(words), () -> file + " has the reason: " + reason(file));
    }

    private String reason(String file) throws Exception {
        return file(file).string("reason").orElse("");
    }

    private JsonObject file(String name) throws Exception {
        for (Json plugin : runtime.run("plugin", "list", "--json").json().array("plugins")) {
            if (plugin instanceof JsonObject object && object.string("file").orElse("").equals(name)) {
                return object;
            }
        }
        return JsonObject.empty();
    }

    private static void await(Condition condition) throws Exception {
        await(condition, () -> "It did not happen within two minutes.");
    }

    /** Waits for what another thread does; the limit is far beyond what it takes. */
    private static void await(Condition condition, Callable<String> otherwise) throws Exception {
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.holds()) {
            if (System.nanoTime() > giveUp) {
                fail(otherwise.call());
            }
            Thread.sleep(20);
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }
}
