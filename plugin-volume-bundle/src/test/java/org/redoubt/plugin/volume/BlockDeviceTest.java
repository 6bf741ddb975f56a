package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;
import org.redoubt.testkit.host.Host;
import org.redoubt.testkit.protection.TestRestoreContext;

class BlockDeviceTest {
    private static final String REPLACE = "{\"onConflict\": \"replace\"}";

    @TempDir
    Path scratch;
    Path backing;
    Path device;
    Rig rig;

    @BeforeEach
    void attach() throws Exception {
        assumeTrue(Host.isRoot() && Host.status("losetup", "-f") == 0, "there is no free loop device, or no right to use it");
        backing = scratch.resolve("backing");
        Host.run("bash", "-c", "truncate -s 20M $0; head -c 3000000 /dev/urandom | dd of=$0 bs=1M seek=5 conv=notrunc status=none", backing.toString());
        device = attached();
        rig = Rig.linux(scratch);
    }

    private Path attached() throws IOException {
        try {
            return Path.of(Host.run("losetup", "--show", "-f", backing.toString()));
        } catch (IOException refusal) {
            return abort("no loop device can be used: " + refusal.getMessage());
        }
    }

    @AfterEach
    void detach() throws Exception {
        if (rig != null) {
            rig.close();
            Host.run("losetup", "-d", device.toString());
        }
    }

    @Test
    void aDeviceComesBackOverItselfOnlyIfThatIsSaid() throws Exception {
        Saved saved = rig.protect(device, "{}");
        assertEquals("device", saved.resource().extraInfo().string("kind").orElseThrow());
        assertEquals(20 << 20, saved.resource().extraInfo().number("size").orElseThrow());
        String before = hash(device);
        Host.run("bash", "-c", "head -c 20971520 /dev/urandom > $0", device.toString());

        TestRestoreContext back = rig.restoring(saved, Optional.empty());
        assertEquals(ProblemKind.EXISTS, rig.check(saved, back, "{}").getFirst().kind());
        rig.restore(saved, back, REPLACE);
        assertEquals(before, hash(device));
        assertEquals(List.of(), back.missing());
        assertEquals(List.of(), back.undo().open());
    }

    @Test
    void aDeviceBecomesAnImageInADirectoryAndUndoTakesItAway() throws Exception {
        Saved saved = rig.protect(device, "{}");
        TestRestoreContext context = rig.restore(saved, scratch.resolve("out"), "disk.img", "{}");
        assertEquals(hash(device), hash(scratch.resolve("out/disk.img")));
        rig.undo(context);
        assertFalse(Files.exists(scratch.resolve("out")));
    }

    @Test
    void aDeviceThatIsTooSmallIsRefused() throws Exception {
        Path large = scratch.resolve("large");
        Host.run("truncate", "-s", "21M", large.toString());
        Saved saved = rig.protect(large, "{}");
        RedoubtException refused = assertThrows(RedoubtException.class,
                () -> rig.restore(saved, rig.restoring(saved, device, "x"), REPLACE));
        assertEquals(ProblemKind.FULL, refused.kind());
    }

    @Test
    void aMountedDeviceIsRefused() throws Exception {
        Saved saved = rig.protect(device, "{}");
        assumeTrue(Host.status("mkfs.ext4", "-q", device.toString()) == 0, "mkfs.ext4 is not installed");
        Path mount = Files.createDirectories(scratch.resolve("mount"));
        Host.run("mount", device.toString(), mount.toString());
        try {
            assertThrows(RedoubtException.class, () -> rig.restore(saved, rig.restoring(saved, Optional.empty()), REPLACE));
        } finally {
            Host.run("umount", mount.toString());
        }
    }

    private static String hash(Path file) throws Exception {
        return Host.run("sha256sum", file.toString()).split(" ")[0];
    }
}
