package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.launch.FrameworkFactory;
import org.redoubt.api.json.JsonObject;
import org.redoubt.probe.StagePlugin;

/** The demo in a home that others use. A part of its server, and a thing of somebody else, wait at gates while they are protected. */
@DisplayName("The demo among others")
final class DemoIT {
    private static final String HELD = StagePlugin.TYPE + "#held";

    @TempDir
    private Path temporary;
    private final Map<String, Object> stage = new ConcurrentHashMap<>();
    private final ExecutorService others = Executors.newFixedThreadPool(2);
    private RunningRuntime runtime;

    @BeforeEach
    void start() throws Exception {
        System.getProperties().put(StagePlugin.STAGE, stage);
        runtime = RunningRuntime.start(ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow(), temporary.resolve("home"));
        runtime.context().installBundle(ProbeJar.stage(temporary.resolve("stage.jar"), "1.0.0").toUri().toString()).start();
    }

    @AfterEach
    void stop() throws Exception {
        stage.values().forEach(each -> {
            if (each instanceof CountDownLatch latch) {
                latch.countDown();
            }
        });
        others.shutdown();
        if (runtime != null) {
            runtime.stop();
        }
        System.getProperties().remove(StagePlugin.STAGE);
    }

    private record Gate(CountDownLatch entered, CountDownLatch open) {
    }

    private Gate gate(String thing) {
        Gate gate = new Gate(new CountDownLatch(1), new CountDownLatch(1));
        stage.put("entered main " + thing, gate.entered());
        stage.put("gate main " + thing, gate.open());
        return gate;
    }

    private Future<RunningRuntime.Result> begin(Gate gate, String... words) throws Exception {
        Future<RunningRuntime.Result> result = others.submit(() -> runtime.run(words));
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!gate.entered().await(20, TimeUnit.MILLISECONDS)) {
            assertTrue(!result.isDone() && System.nanoTime() < giveUp, () -> "The hook did not begin: " + words[0]);
        }
        return result;
    }

    private static String checkpoint(RunningRuntime.Result result) throws Exception {
        assertEquals(0, result.status(), result.out() + result.err());
        return result.json().object("checkpoint").flatMap(json -> json.string("id")).orElseThrow();
    }

    @Test
    @DisplayName("given others who protect at the same time, then it restores and purges what it has made itself, and nothing of theirs")
    void itTakesOnlyItsOwn() throws Exception {
        Gate theirs = gate("held");
        Gate own = gate("pane");
        Path tree = Files.createDirectory(temporary.resolve("tree"));
        Path file = Files.writeString(tree.resolve("file"), "as it was protected");
        Future<RunningRuntime.Result> held = begin(theirs, "protect", HELD, "--json");
        stage.put(StagePlugin.OF_SERVERS, "pane");
        Future<RunningRuntime.Result> demo = begin(own, "demo", "--json");
        String newer = checkpoint(runtime.run("protect", tree.toString(), "--json"));
        Files.writeString(file, "changed since");
        own.open().countDown();
        RunningRuntime.Result ended = demo.get(5, TimeUnit.MINUTES);
        assertEquals(0, ended.status(), ended.out() + ended.err());
        assertEquals(0, ended.json().object("demo").orElseThrow().number("different").orElse(-1));
        assertEquals("changed since", Files.readString(file));
        theirs.open().countDown();
        String older = checkpoint(held.get(2, TimeUnit.MINUTES));
        List<String> left = runtime.run("checkpoints", "--json").json().array("checkpoints").stream().map(each -> id((JsonObject) each)).sorted().toList();
        assertEquals(Stream.of(older, newer).sorted().toList(), left);
    }

    private static String id(JsonObject checkpoint) {
        assertEquals("available", checkpoint.string("status").orElse(""), checkpoint::toString);
        return checkpoint.string("id").orElseThrow();
    }
}
