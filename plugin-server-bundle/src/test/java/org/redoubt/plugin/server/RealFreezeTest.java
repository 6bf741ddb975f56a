package org.redoubt.plugin.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.testkit.protection.TestProtectContext;
import org.redoubt.testkit.protection.TestSection;
import org.redoubt.testkit.protection.TestUndoContext;

/** A real file system, frozen by the kernel; needs Linux, its root, and loop devices. */
class RealFreezeTest {
    @TempDir
    private Path place;
    private Path mount;
    private boolean mounted;
    private House house;
    private Scene scene;

    @BeforeEach
    void aFileSystemOfItsOwn() throws Exception {
        mount = Files.createDirectory(place.resolve("mount"));
        try (RandomAccessFile image = new RandomAccessFile(place.resolve("image").toFile(), "rw")) {
            image.setLength(16 << 20);
        }
        assumeTrue(run("fsfreeze", "--version"), "fsfreeze is not installed");
        assumeTrue(run("mkfs.ext4", "-q", place.resolve("image").toString()) && run("mount", "-o", "loop", place.resolve("image").toString(),
                mount.toString()), "mounting is not possible here");
        mounted = true;
        house = new House(place.resolve("storage"));
        scene = new Scene(house, place, "web").declare(Map.of("volumes", mount.toString(), "grade", "filesystem",
                "frozenPaths", mount.toString(), "freeze", "fsfreeze --freeze " + mount, "thaw", "fsfreeze --unfreeze " + mount));
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("fsfreeze", "--unfreeze", mount.toString());
            if (house != null) {
                house.close();
            }
            // Others on this machine look at new mounts, and are in the way for a moment.
            House.until("the file system to be unmounted", () -> run("umount", mount.toString()));
        }
    }

    private static boolean run(String... words) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void nobodyCanWriteWhileItIsFrozenAndEverybodyAfterwards() throws Exception {
        TestProtectContext context = scene.context(new TestSection(), step -> { });
        assertEquals(List.of(), scene.protect().onCheck(scene.checkpoint(), scene.resource(), context, Parameters.empty()));

        scene.protect(context, Parameters.empty(), Hook.PREPARE_BEGIN);
        assertEquals(Grade.FILESYSTEM, context.quiescing().orElseThrow());
        assertFalse(run("fsfreeze", "--freeze", mount.toString()), "it is frozen already");
        Process writer = new ProcessBuilder("touch", mount.resolve("file").toString()).start();

        scene.run(context, Parameters.empty(), Hook.PREPARE_FINISH);

        assertTrue(writer.waitFor(5, TimeUnit.MINUTES));
        assertEquals(0, writer.exitValue());
        assertEquals(List.of(), context.undo().open());
    }

    @Test
    void whenTheRuntimeIsKilledWritesGoOnWithoutAnother() throws Exception {
        int budget = 60;
        long start = System.nanoTime();
        try (KilledRuntime runtime = KilledRuntime.start(place.resolve("killed"), mount, "fsfreeze --freeze " + mount,
                "fsfreeze --unfreeze " + mount, budget).orElseThrow()) {
            assertFalse(run("fsfreeze", "--freeze", mount.toString()), "it is frozen already");
            Process writer = new ProcessBuilder("touch", mount.resolve("file").toString()).start();

            runtime.kill();

            assertTrue(writer.waitFor(start + TimeUnit.SECONDS.toNanos(budget + 1) - System.nanoTime(), TimeUnit.NANOSECONDS));
            assertEquals(0, writer.exitValue());
        }
    }

    @Test
    void whatAnotherProcessHasThawedLeavesNothingToUndo() throws Exception {
        TestProtectContext context = scene.context(new TestSection(), step -> { });
        scene.protect(context, Parameters.empty(), Hook.PREPARE_BEGIN);
        UndoStep step = context.undo().open().getFirst();
        try (House afterwards = new House(place.resolve("afterwards"))) {

            assertEquals(UndoResult.nothing(), afterwards.plugin().undo(step, new TestUndoContext(context, List.of())));
        }
        assertTrue(run("touch", mount.resolve("file").toString()));
        assertEquals(UndoResult.nothing(), house.plugin().undo(step, new TestUndoContext(context, List.of())));
    }
}
