package org.redoubt.shell.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import org.redoubt.api.access.Secret;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/** Secrets in files that belong to one user alone. */
final class SecretFile {
    private static final int LARGEST = 1 << 16;
    private static final FileAttribute<Set<PosixFilePermission>> OWN = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private SecretFile() {
    }

    private static RedoubtException failed(ProblemKind kind, String why, String hint) {
        return new RedoubtException(Problem.of(kind, why).hint(hint));
    }

    /** The file system's own message is often only a path. */
    private static String reason(IOException refusal) {
        return switch (refusal) {
            case AccessDeniedException denied -> "it is not permitted";
            case NoSuchFileException missing -> "its directory is not there";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> refusal.getMessage();
        };
    }

    /** What stands in a file that nobody else may read. */
    static Secret read(Path file) throws RedoubtException {
        try {
            Set<PosixFilePermission> open = Files.getPosixFilePermissions(file);
            open.retainAll(OTHERS);
            if (!open.isEmpty()) {
                throw failed(ProblemKind.DENIED, "The file " + file + " is not used, as others than its owner may read or change it.",
                        "Run chmod 600 on it, and take another secret if it may have been read.");
            }
            if (Files.size(file) > LARGEST) {
                throw failed(ProblemKind.INVALID, "The file " + file + " is larger than a key or a passphrase can be.", "Name another one.");
            }
            return decode(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw failed(ProblemKind.NOT_FOUND, "The file " + file + " is not there.", "Name one that holds a key or a passphrase.");
        } catch (CharacterCodingException e) {
            throw failed(ProblemKind.INVALID, "The file " + file + " holds neither a key nor a passphrase: it is not UTF-8 text.", "Name another one.");
        } catch (IOException e) {
            throw failed(ProblemKind.UNAVAILABLE, "The file " + file + " cannot be read: " + reason(e) + ".", "Name another one.");
        }
    }

    private static Secret decode(byte[] bytes) throws CharacterCodingException {
        CharBuffer chars = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        char[] value = Arrays.copyOf(chars.array(), chars.limit());
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(chars.array(), '\0');
        try {
            return new Secret(value);
        } finally {
            Arrays.fill(value, '\0');
        }
    }

    /** Writes a secret to a file that is not there yet, whole or not at all, for its owner only. */
    static void write(Path file, Secret secret) throws RedoubtException {
        try (FileChannel out = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWN)) {
            try {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret.value()));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                Arrays.fill(bytes.array(), (byte) 0);
                out.force(true);
            } catch (IOException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw failed(ProblemKind.EXISTS, "The file " + file + " is there already.", "Name one that is not.");
        } catch (IOException e) {
            throw failed(ProblemKind.UNAVAILABLE, "The file " + file + " cannot be written: " + reason(e) + ".", "Name another one.");
        }
    }
}
