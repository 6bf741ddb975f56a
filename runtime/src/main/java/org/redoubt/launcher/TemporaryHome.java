package org.redoubt.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A home that is gone when it has been used. */
final class TemporaryHome implements AutoCloseable {
    private final Path root;

    private TemporaryHome(Path root) {
        this.root = root;
    }

    static TemporaryHome create() throws IOException {
        return new TemporaryHome(Files.createTempDirectory("redoubt-home-").toRealPath());
    }

    Home home() {
        return new Home(root);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            all.sorted(Comparator.reverseOrder()).forEach(TemporaryHome::delete);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
