package org.redoubt.launcher;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small file system of its own, which needs root. */
final class Disk implements AutoCloseable {
    private final Path place;

    private Disk(Path place) {
        this.place = place;
    }

    /** An empty one in memory; the test is skipped where that is not possible. */
    static Disk mount(Path place, String size) throws Exception {
        Files.createDirectories(place);
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", place.toString()), "mounting is not possible here");
        return new Disk(place);
    }

    /** What lies in a directory, also after it was pulled and mounted again. */
    static Disk of(Path content, Path place) throws Exception {
        Files.createDirectories(place);
        assumeTrue(run("mount", "--bind", Files.createDirectories(content).toString(), place.toString()), "mounting is not possible here");
        return new Disk(place);
    }

    /** The same directory once more, on top of itself, where nobody can write until it is closed. */
    static Disk readOnly(Path place) {
        assumeTrue(run("mount", "-o", "bind,ro", place.toString(), place.toString()), "mounting is not possible here");
        return new Disk(place);
    }

    /** Takes it away from under those who use it. */
    void pull() {
        assumeTrue(run("umount", "--lazy", place.toString()), "unmounting is not possible here");
    }

    /** Takes every byte that is left. */
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(place.resolve("filler"))) {
            for (int size = 1 << 20; size > 0; size /= 2) {
                while (written(out, size)) {
                    continue;
                }
            }
        }
    }

    private static boolean written(OutputStream out, int size) {
        try {
            out.write(new byte[size]);
            return true;
        } catch (IOException full) {
            return false;
        }
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(new ArrayList<>(List.of(command))).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        run("umount", "--lazy", place.toString());
    }
}
