package org.redoubt.bank.filesystem;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real mount, which needs Linux and its root. */
final class Mount implements AutoCloseable {
    private final Path place;
    private boolean mounted = true;

    private Mount(Path place) {
        this.place = place;
    }

    /** An empty file system of a size. */
    static Mount small(Path place, String size) throws Exception {
        return mount(place, "-t", "tmpfs", "-o", "size=" + size, "tmpfs");
    }

    /** An empty ext4 of a size, in a file. */
    static Mount ext4(Path image, Path place, long size) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(size);
        }
        assumeTrue(run(List.of("mkfs.ext4", "-q", "-F", "-m", "0", image.toString())), "there is no ext4 here");
        return mount(place, "-o", "loop", image.toString());
    }

    /** What is at one place, at another one as well. */
    static Mount bind(Path source, Path place) throws Exception {
        return mount(place, "--bind", source.toString());
    }

    private static Mount mount(Path place, String... options) throws Exception {
        Files.createDirectories(place);
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(options));
        command.add(place.toString());
        assumeTrue(run(command), "mounting is not possible here");
        return new Mount(place);
    }

    void readOnly() {
        assumeTrue(run(List.of("mount", "-o", "remount,ro,bind", place.toString())), "remounting is not possible here");
    }

    private static boolean run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        // Others on this machine look at new mounts, and are in the way for a moment.
        while (mounted && !run(List.of("umount", place.toString()))) {
            if (System.nanoTime() > end) {
                throw new IOException(place + " cannot be unmounted.");
            }
        }
        mounted = false;
    }
}
