package org.redoubt.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * What a runtime that is ready says of itself in its home.
 *
 * @param pid its process
 * @param socket where it listens; elsewhere than in the home when that path is too long
 */
record Announcement(long pid, Path socket) {

    private static Path file(Home home) {
        return home.var("run").resolve("runtime");
    }

    static Optional<Announcement> read(Home home) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file(home), StandardCharsets.UTF_8);
            return lines.size() < 2
                    ? Optional.empty()
                    : Optional.of(new Announcement(Long.parseLong(lines.get(0)), Path.of(lines.get(1))));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    void write(Home home) throws IOException {
        Path fresh = home.var("run").resolve("runtime.new");
        Files.write(fresh, List.of(Long.toString(pid), socket.toString()), StandardCharsets.UTF_8);
        Files.move(fresh, file(home), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes away what a runtime has left that is gone: for who holds the lock of the home. */
    static void clear(Home home) throws IOException {
        Files.deleteIfExists(file(home));
    }

    /** Says no longer that this runtime is ready. The home may have been removed and made again, and have another one by now. */
    void withdraw(Home home) throws IOException {
        if (read(home).equals(Optional.of(this))) {
            Files.deleteIfExists(file(home));
        }
    }
}
