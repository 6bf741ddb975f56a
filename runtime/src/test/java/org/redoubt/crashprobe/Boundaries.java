package org.redoubt.crashprobe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The boundaries of hooks, at one of which the process ends as if it were killed. What is wanted is said by files, as the test
 * that asks for it is another process.
 */
final class Boundaries {
    private static final int KILLED = 137;

    private final Path kill;
    private final Path trace;

    /**
     * @param folder where {@code kill} names the boundary to end at, and {@code trace}, if it is there, takes all that are passed
     */
    Boundaries(Path folder) {
        this.kill = folder.resolve("kill");
        this.trace = folder.resolve("trace");
    }

    void pass(String boundary) {
        try {
            if (Files.exists(trace)) {
                // One write of one line: hooks run at the same time.
                Files.writeString(trace, boundary + "\n", StandardOpenOption.APPEND);
            }
            if (wanted().equals(boundary)) {
                // Neither shutdown hooks nor finally blocks run.
                Runtime.getRuntime().halt(KILLED);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String wanted() throws IOException {
        try {
            return Files.readString(kill);
        } catch (NoSuchFileException nothing) {
            return "";
        }
    }
}
