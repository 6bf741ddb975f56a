package org.redoubt.plugin.volume.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.snapshot.VolumeSnapshot;
import org.redoubt.api.snapshot.VolumeSource;
import org.redoubt.os.linux.file.LinuxFiles;
import org.redoubt.testkit.host.Host;
import org.redoubt.testkit.host.LoopVolume;

class ReflinkSnapshotterTest {

    private static final String TOKEN = "0192-abc";
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final ReflinkSnapshotter snapshotter = new ReflinkSnapshotter(new LinuxFiles(), InstantSource.fixed(NOW));

    @ParameterizedTest
    @ValueSource(strings = {"btrfs", "xfs"})
    void anImageIsKeptAsItWasWithItsHolesAndMetadataOn(String type) throws Exception {
        assumeTrue(Host.status("setfattr", "--version") == 0, "attr is not installed");
        try (LoopVolume disk = LoopVolume.mount(type)) {
            Path image = disk.path().resolve("image");
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength(1L << 30);
                file.seek(1 << 20);
                file.writeBytes("before");
            }
            Host.run("chown", "1234:4321", image.toString());
            Host.run("chmod", "0640", image.toString());
            Host.run("setfattr", "-n", "user.disk", "-v", "root", image.toString());
            String metadata = metadata(image);
            List<VolumeSource> volumes = List.of(source(image));

            assertEquals(List.of(), snapshotter.refusal(volumes).stream().toList());
            assertEquals(List.of("image"), names(disk.path()));
            VolumeSnapshot snapshot = snapshotter.prepare(TOKEN, volumes).snapshot().getFirst();
            try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap("after!".getBytes()), 1 << 20);
            }

            assertEquals(NOW, snapshot.takenAt());
            assertEquals(metadata, metadata(snapshot.path()));
            try (RandomAccessFile file = new RandomAccessFile(snapshot.path().toFile(), "r")) {
                file.seek(1 << 20);
                byte[] read = new byte[6];
                file.readFully(read);
                assertEquals("before", new String(read));
            }
            assertTrue(Long.parseLong(Host.run("stat", "-c", "%b", snapshot.path().toString())) < 1024, "holes are kept");

            snapshotter.release(TOKEN, volumes, LIMIT);
            snapshotter.release(TOKEN, volumes, LIMIT);
            assertEquals(List.of("image"), names(disk.path()));
        }
    }

    private static String metadata(Path path) throws IOException {
        return Host.run("stat", "-c", "%s %u %g %a %y", path.toString())
                + Host.run("getfattr", "-d", "--absolute-names", path.toString()).replace(path.toString(), "");
    }

    @Test
    void aFileSystemWithoutClonesIsRefusedAndLeftAsItWas() throws IOException {
        try (LoopVolume disk = LoopVolume.mount("ext4")) {
            Path image = Files.createFile(disk.path().resolve("image"));
            assertRefused(image + " lies on a file system without clones.", image);
            assertEquals(List.of("image", "lost+found"), names(disk.path()));
        }
    }

    @Test
    void directoriesDevicesAndWhatIsNotThereAreRefused(@TempDir Path folder) throws IOException {
        assertTrue(snapshotter.refusal(List.of(source(folder))).orElseThrow().contains("it is a directory"));
        assertTrue(snapshotter.refusal(List.of(source(folder.resolve("missing")))).orElseThrow().contains("cannot be cloned"));
        try (LoopVolume disk = LoopVolume.mount("xfs")) {
            assertRefused(disk.device() + " is a device, and only files can be cloned.", disk.device());
        }
    }

    @Test
    void severalImagesAreRefused(@TempDir Path folder) {
        assertRefused("Clones are made one by one, so several volumes are not taken at one instant.", folder, folder);
    }

    @Test
    void releaseTakesTheCloneAwayWhenTheImageIsGone() throws Exception {
        try (LoopVolume disk = LoopVolume.mount("xfs")) {
            Path image = Files.writeString(disk.path().resolve("image"), "content");
            List<VolumeSource> volumes = List.of(source(image));
            snapshotter.prepare(TOKEN, volumes).snapshot();
            Files.delete(image);
            snapshotter.release(TOKEN, volumes, LIMIT);
            assertEquals(List.of(), names(disk.path()));
        }
    }

    @Test
    void nothingIsLeftWhenTheCloneFails() throws Exception {
        try (LoopVolume disk = LoopVolume.mount("xfs")) {
            Path image = Files.writeString(disk.path().resolve("image"), "content");
            var group = snapshotter.prepare(TOKEN, List.of(source(image)));
            Files.delete(image);
            assertThrows(IOException.class, group::snapshot);
            snapshotter.release(TOKEN, List.of(source(image)), LIMIT);
            assertEquals(List.of(), names(disk.path()));
        }
    }

    private void assertRefused(String reason, Path... paths) {
        List<VolumeSource> volumes = Stream.of(paths).map(ReflinkSnapshotterTest::source).toList();
        assertEquals(List.of(reason), snapshotter.refusal(volumes).stream().toList());
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
