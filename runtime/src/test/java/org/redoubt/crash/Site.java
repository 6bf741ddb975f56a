package org.redoubt.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redoubt.api.json.JsonObject;
import org.redoubt.launcher.Answer;
import org.redoubt.launcher.KillableRuntime;

/** A home with two banks and an estate to be protected, and the runtime that serves it, which may be killed. */
final class Site implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LAST_LINES = 30;
    private static final Duration BREATH = Duration.ofMillis(20);
    /** Signs of life, what is being written and indices come and go, or are made anew. */
    private static final List<String> PASSING = List.of("lease/", "unfinished/", "index/");

    private final Path distribution;
    private final Path folder;
    private final Path home;
    private final Path crash;
    private final Estate estate;
    private KillableRuntime runtime;

    private Site(Path distribution, Path folder, Estate estate) throws IOException {
        this.distribution = distribution;
        this.folder = folder;
        this.home = folder.resolve("home");
        this.estate = estate;
        this.crash = home.resolve("var/crash");
        Files.createDirectories(folder.resolve("tmp"));
    }

    /** Makes everything, and starts the runtime. */
    static Site make(Path distribution, Path folder, Random random) throws Exception {
        Site site = new Site(distribution, folder, Estate.make(folder, random));
        try {
            site.start();
            Files.createDirectories(site.crash);
            Path etc = site.home.resolve("etc");
            Files.writeString(etc.resolve("org.redoubt.bank.filesystem-other.cfg"), "name = other\npath = var/other\ncreate = true\n");
            Files.writeString(etc.resolve("org.redoubt.provider-other.cfg"), "name = other\nbank = other\n");
            Files.writeString(etc.resolve("org.redoubt.engine.cfg"), "watchInterval = 1\n");
            site.estate.declare(site.home);
            site.await("the configuration is taken over", () -> site.servers().size() == Estate.servers().size()
                    && site.json("providers").array("providers").size() == 2);
            return site;
        } catch (Exception | Error e) {
            site.close();
            throw e;
        }
    }

    Estate estate() {
        return estate;
    }

    private void start() throws Exception {
        runtime = KillableRuntime.start(distribution, home, folder.resolve("tmp"));
    }

    /** Runs a command, which has to succeed, and gives what it answers. */
    JsonObject json(String... words) throws Exception {
        Answer answer = answer(words);
        assertEquals(0, answer.status(), () -> String.join(" ", words) + ": " + answer.out() + answer.err());
        return answer.json();
    }

    /** Runs a command that may fail. */
    Answer answer(String... words) throws Exception {
        return runtime.run(Stream.concat(Arrays.stream(words), Stream.of("--json")).toArray(String[]::new));
    }

    void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertTrue(System.nanoTime() < end, "It did not happen that " + what + ".");
            Thread.sleep(BREATH);
        }
    }

    /** The boundaries that a command passes, and how long it takes. */
    Map.Entry<List<String>, Duration> record(List<String> words) throws Exception {
        Path trace = Files.createFile(crash.resolve("trace"));
        long begun = System.nanoTime();
        json(words.toArray(String[]::new));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        List<String> passed = Files.readAllLines(trace).stream().sorted().distinct().toList();
        Files.delete(trace);
        return Map.entry(passed, took);
    }

    /** Has the runtime killed in the middle of a command, and starts the next one. */
    void strike(Strike strike, List<String> words) throws Exception {
        Path kill = crash.resolve("kill");
        if (strike.boundary().isPresent()) {
            Files.writeString(kill, strike.boundary().get());
        }
        CompletableFuture<Answer> command = CompletableFuture.supplyAsync(() -> {
            try {
                return answer(words.toArray(String[]::new));
            } catch (Exception ended) {
                throw new CompletionException(ended);
            }
        }, task -> Thread.ofVirtual().start(task));
        if (strike.boundary().isPresent()) {
            await("the runtime ends at the boundary", () -> {
                assertTrue(!command.isDone() || command.isCompletedExceptionally(), () -> "It went on: " + command.join());
                return runtime.awaitEnd(BREATH);
            });
        } else {
            Thread.sleep(strike.moment());
            runtime.kill();
        }
        command.handle((answer, failure) -> answer).join();
        Files.deleteIfExists(kill);
        start();
        if (strike.again().isPresent()) {
            Thread.sleep(strike.again().get());
            runtime.kill();
            start();
        }
    }

    /** The ids of all operations. */
    Set<String> operations() throws Exception {
        return objects(json("operations"), "operations").stream().map(view -> text(view, "id")).collect(Collectors.toSet());
    }

    /** What became of the operation that is not among those; empty if it never began. */
    Optional<JsonObject> settled(Set<String> before) throws Exception {
        List<JsonObject> fresh = objects(json("operations"), "operations").stream().filter(view -> !before.contains(text(view, "id"))).toList();
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        String id = text(fresh.getFirst(), "id");
        assertEquals(1, fresh.size(), fresh::toString);
        List<JsonObject> last = new ArrayList<>();
        await("operation " + id + " is settled", () -> {
            last.add(operation(id));
            return isSettled(last.getLast());
        });
        return Optional.of(last.getLast());
    }

    JsonObject operation(String id) throws Exception {
        return json("operations", id).object("operation").orElseThrow();
    }

    private static boolean isSettled(JsonObject view) {
        boolean byItself = Set.of("copy", "delete").contains(text(view, "type"));
        return view.number("openUndoSteps").orElse(-1) == 0 && switch (text(view, "state")) {
            case "succeeded", "failed", "cancelled", "undone" -> true;
            case "interrupted" -> !byItself;
            default -> false;
        };
    }

    List<JsonObject> checkpoints() throws Exception {
        return objects(json("checkpoints"), "checkpoints");
    }

    Optional<String> status(String checkpoint) throws Exception {
        return checkpoints().stream().filter(view -> text(view, "id").equals(checkpoint)).map(view -> text(view, "status")).findFirst();
    }

    /** The names of all servers that are declared. */
    Set<String> servers() throws Exception {
        return objects(json("protectables", "Host::Server"), "resources").stream().map(server -> text(server, "id")).collect(Collectors.toSet());
    }

    /** All objects in both banks, by their keys, with their digests, but for what is there in passing. */
    SortedMap<String, String> objects() throws IOException {
        SortedMap<String, String> all = new TreeMap<>();
        for (String bank : List.of("bank", "other")) {
            Picture.of(home.resolve("var").resolve(bank).resolve("objects")).forEach((key, value) -> {
                if (value.startsWith("file") && PASSING.stream().noneMatch(key::startsWith)) {
                    all.put(bank + ":" + key, value);
                }
            });
        }
        return all;
    }

    /** What is there only while something is being done: unfinished objects, temporary files. */
    List<String> passing() throws IOException {
        List<String> found = new ArrayList<>();
        for (String bank : List.of("bank", "other")) {
            found.addAll(files(home.resolve("var").resolve(bank).resolve("objects/unfinished")));
            found.addAll(files(home.resolve("var").resolve(bank).resolve("writers")).stream().filter(file -> !file.endsWith("lock")).toList());
        }
        found.addAll(files(folder.resolve("tmp")));
        found.addAll(files(home.resolve("var/framework")).stream().filter(file -> file.endsWith(".tmp")).toList());
        return found;
    }

    private static List<String> files(Path root) throws IOException {
        return Picture.of(root).entrySet().stream().filter(entry -> !entry.getValue().startsWith("directory"))
                .map(entry -> root.resolve(entry.getKey()).toString()).toList();
    }

    static List<JsonObject> objects(JsonObject document, String member) {
        return document.array(member).stream().map(JsonObject.class::cast).toList();
    }

    static String text(JsonObject document, String member) {
        return document.string(member).orElse("");
    }

    /** The end of the log. */
    String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(home.resolve("var/log/redoubt.log"));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    @Override
    public void close() throws IOException {
        if (runtime != null) {
            runtime.kill();
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (estate.isFrozen() && System.nanoTime() < end) {
            LockSupport.parkNanos(BREATH.toNanos());
        }
        estate.close();
    }
}
