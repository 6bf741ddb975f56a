package org.redoubt.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LAST_LINES = 30;
    private static final Duration BREATH = Duration.ofMillis(20);
    /** Signs of life, what is being written and indices come and go, or are made anew. */
    private static final List<String> PASSING = List.of("lease/", "unfinished/", "index/", "probe/");

    private final Path distribution;
    private final Path folder;
    private final Path home;
    private final Path crash;
    private final Estate estate;
    private final Digests digests = new Digests();
    private volatile KillableRuntime runtime;

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

    void start() throws Exception {
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
        await(what, BREATH, condition);
    }

    void await(String what, Duration breath, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertTrue(System.nanoTime() < end, "It did not happen that " + what + ".");
            Thread.sleep(breath);
        }
    }

    /** The boundaries that are passed meanwhile. */
    List<String> trace(Callable<?> deed) throws Exception {
        Path trace = Files.createFile(crash.resolve("trace"));
        deed.call();
        List<String> passed = Files.readAllLines(trace).stream().sorted().distinct().toList();
        Files.delete(trace);
        return passed;
    }

    /** Runs a command that may be cut short. */
    CompletableFuture<Answer> begin(String... words) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return answer(words);
            } catch (Exception ended) {
                throw new CompletionException(ended);
            }
        }, task -> Thread.ofVirtual().start(task));
    }

    /** Says what the probe is to do at which boundaries; replaces what was said before. */
    void order(String... lines) throws IOException {
        for (String sign : List.of("orders", "reached", "held")) {
            Files.deleteIfExists(crash.resolve(sign));
        }
        if (lines.length > 0) {
            Files.move(Files.write(crash.resolve("orders.new"), List.of(lines)), crash.resolve("orders"), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Whether a hook stands at the boundary where it was told to stop. */
    boolean hasReached() {
        return Files.exists(crash.resolve("reached"));
    }

    /** Whether a hook waits at the boundary where it was told to hold. */
    boolean isHeld() {
        return Files.exists(crash.resolve("held"));
    }

    void kill() {
        runtime.kill();
    }

    /** The newest operation; empty if there was none. */
    String newest() throws Exception {
        List<JsonObject> newest = objects(json("operations", "--limit", "1"), "operations");
        return newest.isEmpty() ? "" : text(newest.getFirst(), "id");
    }

    /** The operation that has begun after another one; empty if none has. */
    Optional<JsonObject> begunAfter(String before) throws Exception {
        List<JsonObject> fresh = objects(json("operations", "--limit", "3"), "operations").stream()
                .takeWhile(view -> !text(view, "id").equals(before)).toList();
        assertTrue(fresh.size() <= 1, fresh::toString);
        return fresh.stream().findFirst();
    }

    /** What became of the operation that has begun after another one; empty if it never began. */
    Optional<JsonObject> settled(String before) throws Exception {
        Optional<JsonObject> fresh = begunAfter(before);
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        String id = text(fresh.get(), "id");
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

    static boolean isSettled(JsonObject view) {
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
            Picture.of(home.resolve("var").resolve(bank).resolve("objects"), digests).forEach((key, value) -> {
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
            found.addAll(files(home.resolve("var").resolve(bank).resolve("objects/probe")));
            found.addAll(files(home.resolve("var").resolve(bank).resolve("writers")).stream().filter(file -> !file.endsWith("lock")).toList());
        }
        found.addAll(files(folder.resolve("tmp")));
        found.addAll(files(home.resolve("var/framework")).stream().filter(file -> file.endsWith(".tmp")).toList());
        return found;
    }

    private List<String> files(Path root) throws IOException {
        return Picture.of(root).entrySet().stream().filter(entry -> !entry.getValue().startsWith("directory"))
                .map(entry -> folder.relativize(root.resolve(entry.getKey())).toString()).toList();
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

    /** Keeps what tells what has happened. */
    void keep(Path place) throws IOException {
        Files.createDirectories(place);
        for (String file : List.of("home/var/log/redoubt.log", "home/var/journal/journal.db", "home/var/journal/journal.db-wal", "console")) {
            if (Files.exists(folder.resolve(file))) {
                Files.copy(folder.resolve(file), place.resolve(Path.of(file).getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
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
