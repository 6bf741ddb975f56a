package org.redoubt.os.linux.btrfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFileException.Kind;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.Subvolumes;
import org.redoubt.os.linux.file.LinuxFiles;
import org.redoubt.testkit.host.Host;
import org.redoubt.testkit.host.LoopVolume;

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
                assertEquals(List.of("sub"), texts(subvolumes.nested(top)));
                assertEquals(List.of(), texts(subvolumes.nested(sub)));
                assertEquals(Kind.UNSUPPORTED,
                        assertThrows(HostFileException.class, () -> subvolumes.snapshot(dir, top, SNAPSHOT)).kind());
            }
        }
    }

    @Test
    void findsAllOfManyNestedSubvolumesByTheirPaths() throws IOException {
        try (LoopVolume volume = LoopVolume.mount("btrfs"); Directory top = new LinuxFiles().openDirectory(volume.path())) {
            Files.createDirectories(volume.path().resolve("a/b"));
            Set<String> expected = new TreeSet<>();
            for (int i = 0; i < 300; i++) {
                expected.add("a/b/s" + i);
            }
            Host.run("sh", "-c", "cd " + volume.path() + " && for path in " + String.join(" ", expected)
                    + "; do btrfs subvolume create $path || exit; done");
            Host.run("btrfs", "subvolume", "create", volume.path().resolve("a/b/s0/inner").toString());
            assertEquals(expected, new TreeSet<>(texts(subvolumes.nested(top))));
        }
    }

    private static List<String> texts(List<byte[]> paths) {
        return paths.stream().map(path -> new String(path, UTF_8)).toList();
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
