package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.json.JsonObject;

@DisplayName("Two runtimes over one bank")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class TwoRuntimesIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path temporary;
    private CommandHome first;
    private CommandHome second;
    private Path bank;
    private Path volume;
    private Path begun;
    private Path frozen;
    private Path gate;

    @BeforeEach
    void twoHomesWithOneBank() throws Exception {
        bank = temporary.resolve("bank");
        volume = Files.createDirectory(temporary.resolve("volume"));
        Files.writeString(volume.resolve("file"), "what is protected");
        begun = temporary.resolve("begun");
        frozen = temporary.resolve("frozen");
        gate = temporary.resolve("gate");
        assertEquals(0, new ProcessBuilder("mkfifo", gate.toString()).start().waitFor());
        // The first one takes itself for alive however long it slept: only the decision in the bank can keep it from completing.
        first = home("first", 600);
        second = home("second", 3);
        first.configure("org.redoubt.server.command-web.config", "name=\"web\"\nvolumes=[\"" + volume + "\"]\ngrade=\"application\"\nfreezeTimeout=\"600\"\n"
                + "freeze=[\"sh\",\"-c\",\"touch " + frozen + " " + begun + "; cat " + gate + "\"]\nthaw=[\"rm\",\"-f\",\"" + frozen + "\"]\n");
    }

    private CommandHome home(String name, int silence) throws Exception {
        CommandHome home = new CommandHome(temporary.resolve(name), temporary).prepare();
        home.configure("org.redoubt.bank.filesystem-default.cfg", "name = default\npath = " + bank + "\ncreate = true\n");
        home.configure("org.redoubt.engine.cfg", "leaseRenewal = 1\nleaseSilence = " + silence + "\nwatchInterval = 1\n");
        return home;
    }

    @AfterEach
    void stopWhatRuns() throws Exception {
        for (CommandHome home : List.of(first, second)) {
            JsonObject runtime = home.json("status").object("runtime").orElseThrow();
            if (runtime.number("pid").isPresent()) {
                signal("CONT", runtime.number("pid").getAsLong());
            }
            home.run("stop");
        }
    }

    @Test
    @DisplayName("given one that is stopped in the middle and woken late, then it cannot complete its checkpoint, says why, and takes back what it did")
    void wokenLate() throws Exception {
        assertEquals(0, first.run("protect", volume.toString()).status());
        Path keyFile = Path.of("etc", "keys", "vault.key");
        Files.createDirectories(second.home().resolve(keyFile).getParent());
        Files.copy(first.home().resolve(keyFile), second.home().resolve(keyFile));
        Map<String, String> before = checkpoints();
        assertEquals(0, first.run("start").status());
        long pid = first.pid();
        CommandHome.Running protect = first.start("protect", "Host::Server#web");
        await(() -> Files.exists(begun));
        String id = newest(first).string("id").orElseThrow();
        assertEquals("protecting", newest(first).string("status").orElse(""));

        signal("STOP", pid);
        // On a slow machine a second one that watches from the beginning might be right too early.
        assertEquals(0, second.run("start").status());
        await(() -> newest(second).string("status").orElse("").equals("interrupted"));
        assertTrue(second.run("show", id).out().contains("The runtime that was at work on it is gone."));
        open(gate);
        signal("CONT", pid);

        CommandHome.Outcome woken = first.outcome(protect);
        assertEquals(1, woken.status(), woken.err());
        assertTrue(woken.err().contains("another one ended its work on checkpoint " + id), woken.err());
        assertFalse(Files.exists(frozen));
        assertEquals("failed", ((JsonObject) first.json("operations").array("operations").getFirst()).string("state").orElse(""));
        assertEquals("interrupted", newest(first).string("status").orElse(""));
        Map<String, String> after = checkpoints();
        after.keySet().removeIf(key -> key.contains(id));
        assertEquals(before, after);

        assertEquals(0, second.run("delete", id, "--purge").status());
        assertEquals(before, checkpoints());
        await(() -> files("unfinished").isEmpty() && files("lease").isEmpty());
    }

    @Test
    @DisplayName("given one that is killed, when it is started again, then what it left is interrupted and can be deleted")
    void startedAgain() throws Exception {
        assertEquals(0, first.run("start").status());
        ProcessHandle runtime = ProcessHandle.of(first.pid()).orElseThrow();
        CommandHome.Running protect = first.start("protect", "Host::Server#web");
        await(() -> Files.exists(begun));

        assertTrue(runtime.destroyForcibly());
        runtime.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        open(gate);
        assertEquals(1, first.outcome(protect).status());
        assertEquals(0, first.run("start").status());

        await(() -> newest(first).string("status").orElse("").equals("interrupted"));
        String id = newest(first).string("id").orElseThrow();
        assertTrue(first.run("why", id).out().contains("This runtime ended while it was at work on it."));
        assertEquals(0, first.run("delete", id, "--purge").status());
        await(() -> files("unfinished").isEmpty() && files("lease").isEmpty());
        assertEquals(Map.of(), checkpoints());
    }

    private static JsonObject newest(CommandHome home) throws Exception {
        return (JsonObject) home.json("checkpoints").array("checkpoints").getFirst();
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor());
    }

    /** Lets whoever reads from the gate go on; nobody has to, any more. */
    private static void open(Path gate) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("sh", "-c", "exec 3<> '" + gate + "'; echo >&3").start().waitFor());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            assertTrue(System.nanoTime() < end, "it did not happen in " + LIMIT);
            Thread.sleep(50);
        }
    }

    /** All objects of checkpoints, by key, with their bytes. */
    private Map<String, String> checkpoints() throws IOException {
        Map<String, String> objects = new TreeMap<>();
        for (Path file : files("checkpoints")) {
            objects.put(bank.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
        return objects;
    }

    private List<Path> files(String prefix) throws IOException {
        try (Stream<Path> all = Files.walk(bank.resolve("objects").resolve(prefix))) {
            return all.filter(Files::isRegularFile).toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (UncheckedIOException goneMeanwhile) {
            return files(prefix);
        }
    }
}
