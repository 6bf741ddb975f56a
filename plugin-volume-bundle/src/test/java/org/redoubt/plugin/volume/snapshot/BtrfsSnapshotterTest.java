package org.redoubt.plugin.volume.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.snapshot.SnapshotGroup;
import org.redoubt.api.snapshot.VolumeSnapshot;
import org.redoubt.api.snapshot.VolumeSource;
import org.redoubt.os.linux.btrfs.BtrfsSubvolumes;
import org.redoubt.os.linux.file.LinuxFiles;
import org.redoubt.testkit.host.Host;
import org.redoubt.testkit.host.LoopVolume;

class BtrfsSnapshotterTest {

    private static final String TOKEN = "0192-abc";
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final BtrfsSnapshotter snapshotter =
            new BtrfsSnapshotter(new LinuxFiles(), new BtrfsSubvolumes(), InstantSource.fixed(NOW));

    private LoopVolume disk;
    private Path data;

    @BeforeEach
    void mount() throws IOException {
        disk = LoopVolume.mount("btrfs");
        data = subvolume("data");
    }

    @AfterEach
    void unmount() throws IOException {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void aVolumeThatIsASubvolumeIsKeptAsItWas() throws Exception {
        Files.createDirectory(data.resolve("dir"));
        Files.writeString(data.resolve("dir/file"), "before");
        List<VolumeSource> volumes = List.of(source(data));

        assertEquals(List.of(), snapshotter.refusal(volumes).stream().toList());
        VolumeSnapshot snapshot = snapshotter.prepare(TOKEN, volumes).snapshot().getFirst();
        Files.writeString(data.resolve("dir/file"), "after");
        Files.createFile(data.resolve("later"));

        assertEquals(NOW, snapshot.takenAt());
        assertEquals("before", Files.readString(snapshot.path().resolve("dir/file")));
        assertEquals(List.of("dir"), names(snapshot.path()));

        snapshotter.release(TOKEN, volumes, LIMIT);
        assertFalse(Files.exists(snapshot.path()));
        assertEquals(List.of("dir", "later"), names(data));
    }

    @Test
    void directoriesAndImagesInOneSubvolumeAreTakenAtOneInstant() throws Exception {
        Path tree = Files.createDirectories(data.resolve("a/tree"));
        Files.writeString(tree.resolve("file"), "tree");
        Path image = Files.writeString(data.resolve("image"), "image");
        Path link = Files.createSymbolicLink(disk.path().resolve("link"), image);
        List<VolumeSource> volumes = List.of(source(tree), source(link));

        assertEquals(List.of(), snapshotter.refusal(volumes).stream().toList());
        List<VolumeSnapshot> snapshots = snapshotter.prepare(TOKEN, volumes).snapshot();

        assertEquals(volumes, snapshots.stream().map(VolumeSnapshot::source).toList());
        assertEquals("tree", Files.readString(snapshots.get(0).path().resolve("file")));
        assertEquals("image", Files.readString(snapshots.get(1).path()));
        snapshotter.release(TOKEN, volumes, LIMIT);
        assertEquals(List.of("a", "image"), names(data));
    }

    @Test
    void severalSubvolumesAreRefused() throws Exception {
        Path other = subvolume("other");
        assertRefused("The volumes lie in 2 btrfs subvolumes, which cannot be taken at one instant.", data, other);
    }

    @Test
    void whatASnapshotWouldNotHoldIsARefusal() throws Exception {
        Files.createDirectory(data.resolve("dir"));
        Path nested = subvolume("data/dir/nested");
        Files.createDirectory(data.resolve("free"));
        assertRefused(nested + " is a subvolume of its own, which a snapshot of " + data + " does not hold.", data);
        assertTrue(snapshotter.refusal(List.of(source(data.resolve("free")))).isEmpty());

        Path mounted = Files.createDirectory(data.resolve("free/mount point"));
        Host.run("mount", "-t", "tmpfs", "none", mounted.toString());
        try {
            assertRefused(mounted + " is a mount point, and a snapshot does not hold what is mounted there.", data.resolve("free"));
        } finally {
            Host.run("umount", mounted.toString());
        }
    }

    @Test
    void aDirectoryThatIsMountedElsewhereIsRefused() throws Exception {
        Path original = Files.createDirectory(data.resolve("original"));
        Path bound = Files.createDirectory(data.resolve("bound"));
        Host.run("mount", "--bind", original.toString(), bound.toString());
        try {
            assertRefused(bound + " does not lie in a btrfs subvolume that can be reached from its top.", bound);
        } finally {
            Host.run("umount", bound.toString());
        }
    }

    @Test
    void anotherFileSystemIsRefused(@TempDir Path folder) {
        assertRefused(folder + " does not lie in a btrfs subvolume that can be reached from its top.", folder);
        assertTrue(snapshotter.refusal(List.of(source(folder.resolve("missing")))).isPresent());
    }

    @Test
    void aReadOnlyFileSystemIsRefused() throws Exception {
        Host.run("mount", "-o", "remount,ro", disk.path().toString());
        assertRefused(data + " is mounted read-only, so it takes no snapshot.", data);
    }

    @Test
    void releaseIsDoneOftenAndAlsoWhenTheVolumeIsGone() throws Exception {
        Path tree = Files.createDirectory(data.resolve("tree"));
        List<VolumeSource> volumes = List.of(source(tree));
        snapshotter.release(TOKEN, volumes, LIMIT);
        SnapshotGroup group = snapshotter.prepare(TOKEN, volumes);
        group.snapshot();
        Files.delete(tree);
        snapshotter.release(TOKEN, volumes, LIMIT);
        snapshotter.release(TOKEN, volumes, LIMIT);
        assertEquals(List.of(), names(data));
    }

    @Test
    void aTokenThatIsNoPartOfANameIsRefused() {
        for (String token : List.of("", "../x", "a/b", "a b")) {
            assertThrows(IllegalArgumentException.class, () -> snapshotter.release(token, List.of(source(data)), LIMIT));
        }
    }

    private void assertRefused(String reason, Path... paths) {
        List<VolumeSource> volumes = Stream.of(paths).map(BtrfsSnapshotterTest::source).toList();
        assertEquals(List.of(reason), snapshotter.refusal(volumes).stream().toList());
    }

    private Path subvolume(String path) throws IOException {
        Path subvolume = disk.path().resolve(path);
        Host.run("btrfs", "subvolume", "create", subvolume.toString());
        return subvolume;
    }

    private static VolumeSource source(Path path) {
        return new VolumeSource(new ResourceRef("Host::Volume", path.toString()), path);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
