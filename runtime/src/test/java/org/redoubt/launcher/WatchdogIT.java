package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;

@DisplayName("A server that is frozen by a runtime which is killed")
final class WatchdogIT {
    private static final int BUDGET = 60;

    @TempDir
    private Path temporary;
    private Path home;
    private Path volume;

    @BeforeEach
    void aVolume() throws Exception {
        home = temporary.resolve("home");
        volume = Files.createDirectory(temporary.resolve("volume"));
        new CommandHome(home, temporary).prepare();
    }

    @Test
    @DisplayName("is thawed by its watchdog, and no checkpoint says that it can be used")
    void aFileAsFreeze() throws Exception {
        Path frozen = temporary.resolve("frozen");
        declare("web", "application", "touch " + frozen, "rm " + frozen);

        long end = killWhen(frozen);

        while (Files.exists(frozen)) {
            assertTrue(System.nanoTime() < end, "it is still frozen");
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertNoCheckpointIsAvailable();
    }

    @Test
    @DisplayName("takes writes again when its file system was frozen by the kernel")
    void aFileSystem() throws Exception {
        Path image = temporary.resolve("image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(16 << 20);
        }
        assumeTrue(succeeds("mkfs.ext4", "-q", image.toString()) && succeeds("mount", "-o", "loop", image.toString(), volume.toString()),
                "mounting is not possible here");
        try {
            Path frozen = temporary.resolve("frozen");
            declare("web", "filesystem", "fsfreeze --freeze " + volume + " && touch " + frozen, "fsfreeze --unfreeze " + volume);

            long end = killWhen(frozen);

            Process writer = new ProcessBuilder("touch", volume.resolve("file").toString()).start();
            assertTrue(writer.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS), "writes do not go on");
            assertEquals(0, writer.exitValue());
            assertNoCheckpointIsAvailable();
        } finally {
            succeeds("fsfreeze", "--unfreeze", volume.toString());
            assertTrue(succeeds("umount", volume.toString()));
        }
    }

    private void declare(String name, String grade, String freeze, String thaw) throws IOException {
        Files.writeString(home.resolve("etc/org.redoubt.server.command-" + name + ".config"), """
                name="%s"
                volumes=["%s"]
                grade="%s"
                freezeTimeout="600"
                freeze=["sh","-c","%s"]
                thaw=["sh","-c","%s"]
                """.formatted(name, volume, grade, freeze, thaw));
    }

    /**
     * Protects the server together with one that shares its volume and does not come to rest, so that the first stays frozen, and kills the
     * runtime then.
     *
     * @param frozen what is there when the first is frozen
     * @return until when it has to be thawed
     */
    private long killWhen(Path frozen) throws Exception {
        Path begun = temporary.resolve("begun");
        Path gate = temporary.resolve("gate");
        assertTrue(succeeds("mkfifo", gate.toString()));
        declare("slow", "crash", "touch " + begun + "; cat " + gate, "true");
        Process runtime = redoubt("protect", "Host::Server#web", "Host::Server#slow", "--freeze-budget", BUDGET + "s").redirectErrorStream(true).start();
        while (!Files.exists(begun) || !Files.exists(frozen)) {
            assertTrue(runtime.isAlive(), () -> "it has ended: " + text(runtime));
            TimeUnit.MILLISECONDS.sleep(10);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BUDGET + 1);
        runtime.destroyForcibly();
        assertTrue(runtime.waitFor(60, TimeUnit.SECONDS));
        // Opened for both, as that never waits; the slow one comes to rest then.
        new RandomAccessFile(gate.toFile(), "rw").close();
        return end;
    }

    private void assertNoCheckpointIsAvailable() throws Exception {
        Process process = redoubt("checkpoints", "--json").start();
        String out = text(process);
        assertEquals(0, process.waitFor(), out);
        for (Json checkpoint : Json.parseObject(out).array("checkpoints")) {
            assertNotEquals("available", ((JsonObject) checkpoint).string("status").orElse(""), out);
        }
        assertEquals(1, Json.parseObject(out).array("checkpoints").size(), out);
    }

    private static boolean succeeds(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }

    private static String text(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private ProcessBuilder redoubt(String... words) {
        return new CommandHome(home, temporary).builder(words);
    }
}
