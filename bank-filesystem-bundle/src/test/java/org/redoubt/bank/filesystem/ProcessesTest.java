package org.redoubt.bank.filesystem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;

/** Several processes use one bank, and some of them are killed. */
class ProcessesTest {
    @TempDir
    Path place;
    private Scene scene;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void prepare() {
        scene = new Scene(place);
    }

    @AfterEach
    void end() throws Exception {
        for (Process each : started) {
            each.destroyForcibly().waitFor();
        }
    }

    private Process start(String work, int first) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Killed.class.getName(), work, place.toString(),
                Integer.toString(first)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        started.add(process);
        return process;
    }

    /** By its handle, as a process that is destroyed itself takes its output along. */
    private static void kill(Process process) throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    @Test
    void aKilledWriterLeavesNoTornObjectAndLosesNothingThatItHadStored() throws Exception {
        Random random = new Random(9);
        int number = 0;
        for (int round = 0; round < 4; round++) {
            Process writer = start("write", number);
            int acknowledged = number;
            BufferedReader output = writer.inputReader();
            for (int lines = 20 + random.nextInt(60); lines > 0; lines--) {
                acknowledged = Integer.parseInt(output.readLine());
            }
            kill(writer);
            for (String line = output.readLine(); line != null && !line.isEmpty(); line = output.readLine()) {
                acknowledged = Integer.parseInt(line);
            }
            check(acknowledged);
            number = acknowledged + 1;
        }
    }

    /** Every object is whole, and is the last one acknowledged, or the one that was being stored when the writer died. */
    private void check(int acknowledged) throws Exception {
        try (FileBank bank = scene.bank()) {
            for (String key : Scene.keys(bank)) {
                byte[] found;
                try (InputStream in = bank.get(Key.of(key), ByteRange.ALL)) {
                    found = in.readAllBytes();
                }
                int object = Integer.parseInt(key.substring(key.indexOf("object") + 6));
                int version = version(object, found, acknowledged + 1);
                assertArrayEquals(Killed.content(version), found, key);
                assertTrue(version > acknowledged - Killed.OBJECTS, () -> key + " is version " + version + " after " + acknowledged);
            }
            assertEquals(List.of(), scene.unfinished(), "what the dead writer left was removed, though nothing was written since");
            bank.put(Key.of("other"), Body.of("x"));
            bank.delete(Key.of("other"));
            assertEquals(1, scene.writers().size());
        }
    }

    private static int version(int object, byte[] found, int newest) {
        for (int version = newest; version >= 0; version--) {
            if (version % Killed.OBJECTS == object && Killed.content(version).length == found.length) {
                return version;
            }
        }
        throw new AssertionError("object " + object + " has " + found.length + " bytes, as no version has");
    }

    @Test
    void ofSeveralProcessesExactlyOneStoresAnAbsentObject() throws Exception {
        List<Process> racers = List.of(start("race", 0), start("race", 0), start("race", 0));
        for (Process each : racers) {
            each.getOutputStream().write('\n');
            each.getOutputStream().flush();
        }
        TreeSet<String> won = new TreeSet<>();
        try (FileBank bank = scene.bank()) {
            for (Process each : racers) {
                for (String line : each.inputReader().lines().toList()) {
                    assertTrue(won.add(line), "two have " + line);
                    assertEquals(Long.toString(each.pid()), Scene.read(bank, line.replace("won ", "race/")));
                }
                assertEquals(0, each.waitFor());
            }
        }
        assertEquals(40, won.size());
    }

    @Test
    void whatALivingWriterHasBegunStaysAndWhatADeadOneHasBegunGoes() throws Exception {
        Process holder = start("hold", 0);
        assertEquals("holding", holder.inputReader().readLine());
        try (FileBank bank = scene.bank()) {
            bank.put(Key.of("other"), Body.of("x"));
            assertEquals(1, scene.unfinished().size());
        }
        kill(holder);
        try (FileBank bank = scene.bank()) {
            bank.put(Key.of("other"), Body.of("y"));
            assertEquals(List.of(), scene.unfinished());
            assertEquals(List.of("other"), Scene.keys(bank));
        }
    }
}
