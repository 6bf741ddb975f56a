package org.redoubt.os.linux.btrfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.HostFileException.Kind;
import org.redoubt.api.os.Subvolumes;
import org.redoubt.os.linux.Host;
import org.redoubt.os.linux.LoopVolume;
import org.redoubt.os.linux.file.LinuxFiles;

class BtrfsSubvolumesTest {

    private static final byte[] SNAPSHOT = "snäpshot".getBytes(UTF_8);

    private final Subvolumes subvolumes = new BtrfsSubvolumes();

    @Test
    void aSnapshotKeepsOneInstantAndCannotBeWritten() throws IOException {
        try (LoopVolume volume = LoopVolume.mount("btrfs")) {
            Host.run("btrfs", "subvolume", "create", volume.path().resolve("sub").toString());
            Path file = Files.writeString(volume.path().resolve("sub/file"), "before");
            try (Directory top = new LinuxFiles().openDirectory(volume.path());
                    Directory sub = new LinuxFiles().openDirectory(volume.path().resolve("sub"))) {
                subvolumes.snapshot(sub, top, SNAPSHOT);
                Files.writeString(file, "after");
                Path kept = volume.path().resolve("snäpshot/file");
                assertEquals("before", Files.readString(kept));
                assertThrows(IOException.class, () -> Files.writeString(kept, "changed"));
                assertEquals(Kind.EXISTS, assertThrows(HostFileException.class, () -> subvolumes.snapshot(sub, top, SNAPSHOT)).kind());
                subvolumes.delete(top, SNAPSHOT);
                assertFalse(Files.exists(kept));
                assertEquals(Kind.NOT_FOUND, assertThrows(HostFileException.class, () -> subvolumes.delete(top, SNAPSHOT)).kind());
            }
        }
    }

    @Test
    void knowsTheTopsOfSubvolumesAndWhatLiesInThem() throws IOException {
        try (LoopVolume volume = LoopVolume.mount("btrfs")) {
            Host.run("btrfs", "subvolume", "create", volume.path().resolve("sub").toString());
            Files.createDirectory(volume.path().resolve("sub/dir"));
            try (Directory top = new LinuxFiles().openDirectory(volume.path());
                    Directory sub = new LinuxFiles().openDirectory(volume.path().resolve("sub"));
                    Directory dir = new LinuxFiles().openDirectory(volume.path().resolve("sub/dir"))) {
                assertTrue(subvolumes.isSubvolume(top));
                assertTrue(subvolumes.isSubvolume(sub));
                assertFalse(subvolumes.isSubvolume(dir));
                assertTrue(subvolumes.hasNested(top));
                assertFalse(subvolumes.hasNested(sub));
                assertEquals(Kind.UNSUPPORTED,
                        assertThrows(HostFileException.class, () -> subvolumes.snapshot(dir, top, SNAPSHOT)).kind());
            }
        }
    }

    @Test
    void otherFileSystemsHaveNoSubvolumes(@TempDir Path folder) throws IOException {
        try (Directory directory = new LinuxFiles().openDirectory(folder)) {
            assertFalse(subvolumes.isSubvolume(directory));
            assertEquals(Kind.UNSUPPORTED,
                    assertThrows(HostFileException.class, () -> subvolumes.snapshot(directory, directory, SNAPSHOT)).kind());
        }
    }
}
