package org.redoubt.engine.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/** Files that hold one document each, replaced as a whole and durable when written. */
public final class DocumentFile {
    private DocumentFile() {
    }

    /**
     * Writes a document: a reader, also after a crash, sees the old one or the new one.
     *
     * @param file where; its directory is made
     * @param document what
     * @throws RedoubtException if it could not be written
     */
    public static void write(Path file, JsonObject document) throws RedoubtException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap((document.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            replace(temporary, file);
            try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE, "The file " + file + " could not be written: " + e.getMessage() + ".")
                    .hint("Check the space and the rights of the home directory."), e);
        }
    }

    private static void replace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The text of a file, if there is one. */
    public static Optional<String> read(Path file) throws RedoubtException {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Deletes a file, if there is one. */
    public static void delete(Path file) throws RedoubtException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE, "The file " + file + " could not be deleted: " + e.getMessage() + "."), e);
        }
    }

    /** What to throw when a file or directory cannot be read. */
    public static RedoubtException unreadable(Path file, IOException e) {
        return new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE, file + " could not be read: " + e.getMessage() + "."), e);
    }
}
