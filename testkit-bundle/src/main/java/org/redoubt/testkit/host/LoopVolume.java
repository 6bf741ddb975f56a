package org.redoubt.testkit.host;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A fresh file system in an image file, mounted by a loop device. */
public final class LoopVolume implements AutoCloseable {

    private static final long SIZE = 512L << 20;
    private static final int TRIES = 300;
    private static final Duration BREATH = Duration.ofMillis(100);
    private final Path folder;
    private final Path mount;

    private LoopVolume(Path folder, Path mount) {
        this.folder = folder;
        this.mount = mount;
    }

    /**
     * Mounts a new file system of 512 MiB, or skips the test and says why that is impossible here.
     *
     * @param type such as {@code btrfs}, {@code xfs} or {@code ext4}
     * @return the volume, which the caller closes
     * @throws IOException if the temporary folder cannot be written
     */
    public static LoopVolume mount(String type) throws IOException {
        return mount(type, SIZE);
    }

    /**
     * Mounts a new file system, or skips the test and says why that is impossible here.
     *
     * @param type such as {@code btrfs}, {@code xfs} or {@code ext4}
     * @param size in bytes, of which the temporary folder holds only what is written
     * @return the volume, which the caller closes
     * @throws IOException if the temporary folder cannot be written
     */
    public static LoopVolume mount(String type, long size) throws IOException {
        Optional<String> obstacle = obstacle(type);
        assumeTrue(obstacle.isEmpty(), () -> "no loop mount of " + type + ": " + obstacle.orElseThrow());
        Path folder = Files.createTempDirectory("redoubt-loop-");
        Path image = folder.resolve("image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(size);
        }
        Path mount = Files.createDirectory(folder.resolve("mount"));
        LoopVolume volume = new LoopVolume(folder, mount);
        try {
            Host.run("mkfs." + type, "-q", image.toString());
            Host.run("mount", "-o", "loop", image.toString(), mount.toString());
            return volume;
        } catch (IOException refusal) {
            volume.delete();
            return abort("no loop mount of " + type + ": " + refusal.getMessage());
        }
    }

    /**
     * Where the file system is mounted.
     *
     * @return the directory
     */
    public Path path() {
        return mount;
    }

    /**
     * The loop device that the file system is mounted from.
     *
     * @return the device
     * @throws IOException if the host does not tell
     */
    public Path device() throws IOException {
        return Path.of(Host.run("findmnt", "-n", "-o", "SOURCE", mount.toString()));
    }

    @Override
    public void close() throws IOException {
        // Others on this host look at new mounts, and are in the way for a moment.
        for (int tries = 0; tries < TRIES && Host.status("umount", mount.toString()) != 0; tries++) {
            pause();
        }
        delete();
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(BREATH);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private void delete() throws IOException {
        Files.delete(mount);
        Files.delete(folder.resolve("image"));
        Files.delete(folder);
    }

    private static Optional<String> obstacle(String type) throws IOException {
        if (!Host.isRoot()) {
            return Optional.of("only root mounts");
        }
        if (Host.status("losetup", "-f") != 0) {
            return Optional.of("there is no free loop device");
        }
        if (Host.status("sh", "-c", "command -v mkfs." + type) != 0) {
            return Optional.of("mkfs." + type + " is not installed");
        }
        return supported(type) ? Optional.empty() : Optional.of("the kernel does not know it");
    }

    private static boolean supported(String type) throws IOException {
        List<String> known = Files.readAllLines(Path.of("/proc/filesystems"));
        return known.stream().anyMatch(line -> line.endsWith("\t" + type)) || Host.status("modprobe", "-q", type) == 0;
    }
}
