package org.redoubt.vault.key;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;

/**
 * A small file of the home that is written whole and durable, and readable by its owner only. Touched by threads of the vault
 * only.
 *
 * @param path where it is
 */
public record HomeFile(Path path) {
    private static final int LARGEST = 1 << 16;
    private static final Duration LONGEST_WRITE = Duration.ofHours(1);
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    /** What stands in it; empty if it is not there. */
    public Optional<String> read() throws VaultException {
        try {
            if (Files.size(path) > LARGEST) {
                throw failed("is larger than such a file can be", null);
            }
            return Optional.of(Files.readString(path, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes it unless it is there. Whether this call did: of several callers exactly one does. */
    public boolean writeIfAbsent(String text) throws VaultException {
        try {
            write(text, fresh -> Files.createLink(path, fresh));
            return true;
        } catch (FileAlreadyExistsException e) {
            settle();
            return false;
        } catch (IOException e) {
            throw failed("cannot be written: " + e.getMessage(), e);
        }
    }

    /** Writes it in place of what stands there. */
    public void replace(String text) throws VaultException {
        try {
            write(text, fresh -> Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE));
        } catch (IOException e) {
            throw failed("cannot be written: " + e.getMessage(), e);
        }
    }

    private interface Publication {
        void publish(Path fresh) throws IOException;
    }

    private void write(String text, Publication publication) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, temporary(), ".tmp");
        try {
            sweep(fresh);
            write(fresh, text);
            publication.publish(fresh);
        } finally {
            Files.deleteIfExists(fresh);
        }
        sync(folder);
    }

    private String temporary() {
        return "." + path.getFileName() + "-";
    }

    /** Takes away what others have left who were killed while they wrote the same file. */
    private void sweep(Path fresh) throws IOException {
        Instant old = Files.getLastModifiedTime(fresh).toInstant().minus(LONGEST_WRITE);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(fresh.getParent(), HomeFile::isTemporary)) {
            for (Path left : all) {
                if (left.getFileName().toString().startsWith(temporary()) && isOlder(left, old)) {
                    Files.deleteIfExists(left);
                }
            }
        }
    }

    private static boolean isTemporary(Path file) {
        return file.getFileName().toString().endsWith(".tmp");
    }

    private static boolean isOlder(Path file, Instant than) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(than);
        } catch (NoSuchFileException e) {
            // Whoever wrote it has ended.
            return false;
        }
    }

    /** Brings the name of the file to disk, which another one may just have made and not come to that. */
    void settle() throws VaultException {
        try {
            sync(path.toAbsolutePath().getParent());
        } catch (AccessDeniedException e) {
            // Somebody else has made it there, for us to read only.
            return;
        } catch (IOException e) {
            throw failed("cannot be brought to disk: " + e.getMessage(), e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        }
    }

    /** The names in a folder, and those of the folders that lead to it: some of them may be as new as the file. */
    private static void sync(Path folder) throws IOException {
        for (Path at = folder; at != null; at = at.getParent()) {
            try (FileChannel directory = FileChannel.open(at, StandardOpenOption.READ)) {
                directory.force(true);
            } catch (IOException e) {
                if (at.equals(folder)) {
                    throw e;
                }
                // Who may not look into it has made nothing in it, and what cannot be synchronized is no place on a disk.
                return;
            }
        }
    }

    /** Refuses a file that others than its owner may read or change. */
    void refuseIfOpen(String what) throws VaultException {
        try {
            Set<PosixFilePermission> open = Files.getPosixFilePermissions(path);
            open.retainAll(OTHERS);
            if (!open.isEmpty()) {
                throw new VaultException(Problem.of(ProblemKind.DENIED, "The " + what + " " + path + " is not used, as others than its owner may "
                        + "read or change it.").hint("Run chmod 600 on it.").subject(path.toString()));
            }
        } catch (UnsupportedOperationException elsewhere) {
            // This system tells rights in another way.
        } catch (IOException e) {
            throw failed("cannot be read: " + e.getMessage(), e);
        }
    }

    /** Why nothing can be done with it. */
    VaultException failed(String how, IOException cause) {
        Problem problem = Problem.of(ProblemKind.UNAVAILABLE, "The file " + path + " " + how + ".").subject(path.toString());
        return cause == null ? new VaultException(problem) : new VaultException(problem, cause);
    }
}
