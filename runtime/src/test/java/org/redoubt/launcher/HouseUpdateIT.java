package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
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
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.FrameworkFactory;
import org.redoubt.api.json.JsonObject;
import org.redoubt.probe.StagePlugin;

/** What an operation stands on is updated under it: the bank, the vault, the journal. */
@DisplayName("In the middle of an operation, a bundle of the house is updated")
final class HouseUpdateIT {
    private static final String ONE = StagePlugin.TYPE + "#one";
    private static final String ENGINE = "org.redoubt.api.service.ProtectionService";
    private static final String VAULT = "org.redoubt.api.vault.Vault";

    @TempDir
    private static Path temporary;
    private static RunningRuntime runtime;
    private static Path home;
    private final Map<String, Object> stage = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        home = temporary.resolve("home");
        runtime = RunningRuntime.start(ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow(), home);
        runtime.context().installBundle(ProbeJar.stage(temporary.resolve("stage.jar"), "1.0.0").toUri().toString()).start();
    }

    @AfterAll
    static void stop() throws Exception {
        runtime.stop();
    }

    @BeforeEach
    void setTheStage() {
        System.getProperties().put(StagePlugin.STAGE, stage);
    }

    @AfterEach
    void clearTheStage() {
        stage.values().forEach(each -> {
            if (each instanceof CountDownLatch latch) {
                latch.countDown();
            }
        });
        System.getProperties().remove(StagePlugin.STAGE);
    }

    static Stream<Arguments> bundlesAndHooks() {
        return Stream.of("org.redoubt.bank.filesystem", "org.redoubt.vault", "org.redoubt.journal.sqlite")
                .flatMap(bundle -> Stream.of("prepare", "main", "restore").map(hook -> Arguments.of(bundle, hook)));
    }

    @ParameterizedTest(name = "{0} in {1}: then it goes on, or ends with one reason and is taken back, and the next one works")
    @MethodSource("bundlesAndHooks")
    void itGoesOnOrIsTakenBack(String name, String hook) throws Exception {
        boolean restores = hook.equals("restore");
        String checkpoint = restores ? protect() : "";
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        stage.put("entered " + hook + " one", entered);
        stage.put("gate " + hook + " one", gate);
        CompletableFuture<RunningRuntime.Result> running = async(() -> restores ? runtime.run("restore", checkpoint, "--json") : runtime.run("protect", ONE, "--json"));
        assertTrue(entered.await(2, TimeUnit.MINUTES), "The hook did not begin.");

        Bundle bundle = bundle(name);
        assertEquals("", async(() -> new GogoLine(home).run("felix:update " + bundle.getBundleId())).get(2, TimeUnit.MINUTES));
        assertEquals(Bundle.ACTIVE, bundle.getState());
        gate.countDown();
        RunningRuntime.Result ended = running.get(2, TimeUnit.MINUTES);
        stage.remove("gate " + hook + " one");

        if (ended.status() != 0) {
            JsonObject error = ended.json().object("error").orElseThrow();
            assertTrue(!error.string("kind").orElse("").equals("internal") && error.string("message").orElse("").endsWith("."), ended.out());
        }
        List<String> made = restores && ended.status() == 0 ? List.of("effect copy one") : List.of();
        await("what was begun is taken back", () -> effects().equals(made));
        await("no step is open", () -> runtime.run("operations", "--open", "--json").json().array("operations").isEmpty());
        stage.clear();
        String next = protect();
        RunningRuntime.Result verified = runtime.run("verify", next, "--json");
        assertEquals(0, verified.status(), verified.out());
        if (restores) {
            RunningRuntime.Result again = runtime.run("restore", checkpoint, "--json");
            assertEquals(0, again.status(), again.out());
        }
    }

    @Test
    @DisplayName("given configurations that are changed instead, then it goes on with the same services")
    void changedConfigurationsDisturbNothing() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        stage.put("entered main one", entered);
        stage.put("gate main one", gate);
        CompletableFuture<RunningRuntime.Result> running = async(() -> runtime.run("protect", ONE, "--json"));
        assertTrue(entered.await(2, TimeUnit.MINUTES), "The hook did not begin.");
        Object engine = property(ENGINE, "service.id");
        Object vault = property(VAULT, "service.id");

        Files.writeString(home.resolve("etc/org.redoubt.engine.cfg"), "mains = 3\n");
        Files.writeString(home.resolve("etc/org.redoubt.vault.cfg"), "compressionLevel = 1\n");
        await("the engine knows", () -> "3".equals(property(ENGINE, "mains").toString()));
        await("the vault knows", () -> "1".equals(property(VAULT, "compressionLevel").toString()));
        assertEquals(engine, property(ENGINE, "service.id"));
        assertEquals(vault, property(VAULT, "service.id"));
        gate.countDown();
        RunningRuntime.Result ended = running.get(2, TimeUnit.MINUTES);
        assertEquals(0, ended.status(), ended.out());
    }

    @Test
    @DisplayName("given no journal at all, then an operation is refused in one sentence, and the next one works when there is one again")
    void withoutAJournalNothingBegins() throws Exception {
        Bundle journal = bundle("org.redoubt.journal.sqlite");
        assertEquals("", new GogoLine(home).run("felix:stop " + journal.getBundleId()));
        RunningRuntime.Result refused = runtime.run("protect", ONE);
        assertEquals("", new GogoLine(home).run("felix:start " + journal.getBundleId()));
        assertEquals(1, refused.status(), refused.out());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertTrue(refused.err().startsWith("redoubt: This runtime has no journal, so nothing that it begins could be taken back after a crash. "), refused.err());
        assertEquals(List.of(), effects());
        protect();
    }

    private static Bundle bundle(String name) {
        return Arrays.stream(runtime.context().getBundles()).filter(one -> name.equals(one.getSymbolicName())).findFirst().orElseThrow();
    }

    /** Of a service whose class is another one here than in the framework. */
    private static Object property(String service, String name) throws Exception {
        ServiceReference<?>[] published = runtime.context().getAllServiceReferences(service, null);
        return Optional.ofNullable(published).map(references -> references[0].getProperty(name)).orElse("");
    }

    private List<String> effects() {
        return stage.keySet().stream().filter(key -> key.startsWith("effect ")).toList();
    }

    private static String protect() throws Exception {
        RunningRuntime.Result made = runtime.run("protect", ONE, "--json");
        assertEquals(0, made.status(), made.out());
        return made.json().object("checkpoint").flatMap(json -> json.string("id")).orElseThrow();
    }

    private static <T> CompletableFuture<T> async(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                result.complete(work.call());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Waits for what another thread does; the limit is far beyond what it takes. */
    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.call()) {
            if (System.nanoTime() > giveUp) {
                fail("It did not come about in two minutes that " + what + ".");
            }
            Thread.sleep(20);
        }
    }
}
