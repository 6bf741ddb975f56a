package org.redoubt.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.redoubt.api.json.JsonObject;
import org.redoubt.launcher.Answer;
import org.redoubt.launcher.KillableRuntime;

/** Two runtimes with homes of their own and the same key, over one bank; and what was acknowledged to be in it. */
final class Duo implements AutoCloseable {
    private static final int FILES = 40;
    private static final int FILE = 30_000;
    private static final int CHANGED = 12;

    private final Path folder;
    private final Path tree;
    private final Random random;
    private final Party collector;
    private final Party writer;
    private final Map<String, SortedMap<String, String>> acknowledged = new LinkedHashMap<>();

    private Duo(Path distribution, Path folder, Random random) throws Exception {
        this.folder = folder;
        this.tree = Files.createDirectory(folder.resolve("tree"));
        this.random = random;
        for (int file = 0; file < FILES; file++) {
            fill(file);
        }
        this.collector = new Party(distribution, folder.resolve("collector"));
        this.writer = new Party(distribution, folder.resolve("writer"));
    }

    static Duo make(Path distribution, Path folder, Random random) throws Exception {
        Duo duo = new Duo(distribution, folder, random);
        try {
            duo.collector.start();
            duo.add(duo.collector.json("protect", duo.tree.toString()), duo.picture());
            Path key = Path.of("etc", "keys", "vault.key");
            Files.createDirectories(duo.writer.home.resolve(key).getParent());
            Files.copy(duo.collector.home.resolve(key), duo.writer.home.resolve(key));
            duo.writer.start();
            return duo;
        } catch (Exception | Error e) {
            duo.close();
            throw e;
        }
    }

    /** One of the two. */
    final class Party {
        private final Path distribution;
        private final Path home;
        private final Path temporary;
        private volatile KillableRuntime runtime;

        private Party(Path distribution, Path place) throws IOException {
            this.distribution = distribution;
            this.home = place.resolve("home");
            this.temporary = Files.createDirectories(place.resolve("tmp"));
            Path etc = Files.createDirectories(home.resolve("etc"));
            try (Stream<Path> defaults = Files.list(distribution.resolve("etc"))) {
                for (Path file : defaults.toList()) {
                    Files.copy(file, etc.resolve(file.getFileName()));
                }
            }
            Files.writeString(etc.resolve("org.redoubt.bank.filesystem-default.cfg"), "name = default\npath = " + folder.resolve("bank") + "\ncreate = true\n");
            Files.writeString(etc.resolve("org.redoubt.engine.cfg"), "leaseRenewal = 1\nleaseSilence = 3\nwatchInterval = 1\n");
            Files.writeString(etc.resolve("org.redoubt.vault.cfg"), "signOfLifeSeconds = 1\nsilenceSeconds = 2\n");
        }

        void start() throws Exception {
            runtime = KillableRuntime.start(distribution, home, temporary);
        }

        KillableRuntime runtime() {
            return runtime;
        }

        Answer answer(String... words) throws IOException {
            return runtime.run(Stream.concat(Arrays.stream(words), Stream.of("--json")).toArray(String[]::new));
        }

        /** Runs a command, which has to succeed. */
        JsonObject json(String... words) throws Exception {
            Answer answer = answer(words);
            assertEquals(0, answer.status(), () -> String.join(" ", words) + ": " + answer.out() + answer.err());
            return answer.json();
        }

        CompletableFuture<Answer> begin(String... words) {
            return CompletableFuture.supplyAsync(() -> {
                try {
                    return answer(words);
                } catch (IOException ended) {
                    throw new CompletionException(ended);
                }
            }, task -> Thread.ofVirtual().start(task));
        }
    }

    Party collector() {
        return collector;
    }

    Party writer() {
        return writer;
    }

    Random random() {
        return random;
    }

    Path tree() {
        return tree;
    }

    SortedMap<String, String> picture() throws IOException {
        return Picture.of(tree);
    }

    private void fill(int file) throws IOException {
        byte[] bytes = new byte[FILE];
        random.nextBytes(bytes);
        Files.write(tree.resolve("file-" + file), bytes);
    }

    /** Changes some of what is protected. */
    void change() throws IOException {
        for (int i = 0; i < CHANGED; i++) {
            fill(random.nextInt(FILES));
        }
    }

    /** Notes what was said to be protected. */
    void add(JsonObject answer, SortedMap<String, String> was) {
        acknowledged.put(answer.object("checkpoint").orElseThrow().string("id").orElseThrow(), was);
    }

    /** One that is acknowledged and may be deleted, if there are several. */
    Optional<String> doomed() {
        List<String> ids = new ArrayList<>(acknowledged.keySet());
        return ids.size() > 2 ? Optional.of(ids.get(random.nextInt(ids.size()))) : Optional.empty();
    }

    /** Notes that a checkpoint is deleted. */
    void forget(String id) {
        acknowledged.remove(id);
    }

    /** Whether a checkpoint is listed as whole. */
    boolean isAvailable(String id) throws Exception {
        return collector.json("checkpoints").array("checkpoints").stream().map(JsonObject.class::cast)
                .anyMatch(one -> one.string("id").equals(Optional.of(id)) && one.string("status").equals(Optional.of("available")));
    }

    /** Takes away all that says what stands where in the bank. */
    void loseIndex() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("bank"))) {
            for (Path run : all.filter(path -> path.toString().contains("/runs/")).filter(Files::isRegularFile).toList()) {
                Files.delete(run);
            }
        }
    }

    /** Collects, and says how many bytes were repacked. */
    long collect() throws Exception {
        return repacked(collector.json("collect", "--without-grace"));
    }

    /** Of an answer of the collector, which has to have succeeded. */
    static long repacked(JsonObject collected) {
        assertEquals(List.of(), collected.array("problems"));
        return collected.array("collections").stream().map(JsonObject.class::cast)
                .mapToLong(one -> one.object("repacked").orElseThrow().number("bytes").orElseThrow()).sum();
    }

    /** Reads every byte of all that is acknowledged. */
    void verifyAll() throws Exception {
        for (String id : acknowledged.keySet()) {
            collector.json("verify", id);
        }
    }

    /** Restores all that is acknowledged, and compares it with what it was. */
    void proveAll() throws Exception {
        for (Map.Entry<String, SortedMap<String, String>> one : acknowledged.entrySet()) {
            Path target = folder.resolve("proof-" + one.getKey());
            collector.json("restore", one.getKey(), "--to", target.toString());
            assertEquals(one.getValue(), Picture.of(target.resolve(tree.getFileName())));
        }
    }

    @Override
    public void close() {
        for (Party party : List.of(collector, writer)) {
            if (party.runtime != null) {
                party.runtime.kill();
            }
        }
    }
}
