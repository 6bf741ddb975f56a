package org.redoubt.crashprobe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.redoubt.api.protection.OperationContext;

/** The boundaries of hooks and undos. What is to happen at one is said by files, as the test that asks for it is another process. */
final class Boundaries {
    private static final long BREATH = 2;

    private final Path folder;
    private final Path trace;

    /**
     * @param folder where {@code orders} has lines of {@code stop}, {@code tell}, {@code fail} or {@code hold} with the boundary where that is
     *         to happen, and {@code trace}, if it is there, takes all that are passed
     */
    Boundaries(Path folder) {
        this.folder = folder;
        this.trace = folder.resolve("trace");
    }

    /** At the boundary of an undo. */
    void pass(String boundary) {
        try {
            if (Files.exists(trace)) {
                // One write of one line: hooks run at the same time.
                Files.writeString(trace, boundary + "\n", StandardOpenOption.APPEND);
            }
            List<String> orders = orders();
            boolean stop = orders.contains("stop " + boundary);
            if (stop || orders.contains("tell " + boundary)) {
                Files.writeString(folder.resolve("reached"), boundary);
            }
            if (stop) {
                awaitDeath();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At the boundary of a hook. */
    void pass(String boundary, OperationContext context) throws Exception {
        pass(boundary);
        List<String> orders = orders();
        if (orders.contains("fail " + boundary)) {
            throw new IOException("It fails here, as it was told to.");
        }
        if (orders.contains("hold " + boundary)) {
            Files.writeString(folder.resolve("held"), boundary);
            while (true) {
                context.checkCancelled();
                Thread.sleep(BREATH);
            }
        }
    }

    private List<String> orders() throws IOException {
        try {
            return Files.readAllLines(folder.resolve("orders"));
        } catch (NoSuchFileException nothing) {
            return List.of();
        }
    }

    private static void awaitDeath() {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException notYet) {
                // Whoever is killed has not been tidied up before.
            }
        }
    }
}
