package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;

/** A small document that holds the identity of a bank: {@code bank.json} in the bank itself, and what a home knows of it. */
final class BankDocument {
    private static final long FORMAT = 1;
    private static final int LARGEST = 1 << 16;

    private BankDocument() {
    }

    /** A document that says nothing useful. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    /**
     * Reads a document.
     *
     * @return the identity; empty if there is no document
     */
    static Optional<String> read(Path file) throws IOException, UnreadableException {
        try {
            // A link or a FIFO in its place must not be followed or waited for.
            if (!Durable.look(file).isRegularFile() || Files.size(file) > LARGEST) {
                throw new UnreadableException(file + " is no document");
            }
            return Optional.of(identity(file, Json.parseObject(Files.readString(file))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonException | CharacterCodingException e) {
            throw new UnreadableException(file + " is damaged");
        }
    }

    private static String identity(Path file, JsonObject document) throws UnreadableException {
        long format = document.number("formatVersion").orElse(0);
        if (format > FORMAT) {
            throw new UnreadableException(file + " was written by a newer version of Redoubt");
        }
        if (format < 1) {
            throw new UnreadableException(file + " is damaged");
        }
        try {
            return UUID.fromString(document.string("id").orElse("")).toString();
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(file + " is damaged");
        }
    }

    /**
     * Writes a document unless there is one; whole and on disk when this returns.
     *
     * @return false if there was one
     */
    static boolean create(Path file, String id) throws IOException {
        String text = JsonObject.builder().put("formatVersion", FORMAT).put("id", id).build().toPrettyString() + "\n";
        Path fresh = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".new");
        try {
            Durable.write(fresh, text);
            Files.createLink(file, fresh);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(fresh);
            Durable.sync(file.getParent());
        }
    }

    /** Whether a name is that of a document that was never finished. */
    static boolean unfinished(Path file) {
        return file.getFileName().toString().matches("bank\\.json\\.[0-9a-f-]{36}\\.new");
    }
}
