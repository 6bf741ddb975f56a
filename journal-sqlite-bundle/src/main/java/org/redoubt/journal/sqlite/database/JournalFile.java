package org.redoubt.journal.sqlite.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.problem.RedoubtException;

/**
 * The file of a journal. The first connection takes the right to use it, begins it if there is none, and checks it. Thread-safe, but
 * not to be called by a thread that may be interrupted.
 */
public final class JournalFile implements AutoCloseable {
    private final Path path;
    private final Path directory;
    private final Refusal refusal;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Exclusion> exclusion = Optional.empty();
    private volatile Optional<Object> identity = Optional.empty();

    /**
     * A file that is not touched yet.
     *
     * @param path an absolute path
     */
    public JournalFile(Path path) {
        this.path = path;
        this.directory = Objects.requireNonNull(path.getParent(), "the root is no file");
        this.refusal = new Refusal(path);
    }

    /** Where it stands, with what SQLite puts beside it. */
    public Path directory() {
        return directory;
    }

    /** What is wrong, in words. */
    public Refusal refusal() {
        return refusal;
    }

    /** Whether nobody has ever recorded anything here. */
    public boolean untouched() {
        return identity.isEmpty() && Files.notExists(path) && Files.notExists(log());
    }

    /** A connection of the caller's own, who closes it. */
    public Connection connect() throws RedoubtException {
        lock.lock();
        try {
            if (identity.isPresent()) {
                requireSame();
                return Driver.open(path);
            }
            return first();
        } catch (SQLException e) {
            throw refusal.of(e);
        } catch (IOException e) {
            throw refusal.of(e);
        } finally {
            lock.unlock();
        }
    }

    /** Refuses to go on when the file was moved or deleted: what is written would be acknowledged, and lost. */
    public void requireSame() throws RedoubtException {
        try {
            if (identity.isPresent() && Files.exists(path) && identity.get().equals(identify())) {
                return;
            }
        } catch (IOException e) {
            throw refusal.of(e);
        }
        throw new RedoubtException(refusal.damaged("it was moved, deleted or replaced while it was in use"));
    }

    private Connection first() throws IOException, SQLException, RedoubtException {
        if (exclusion.isEmpty()) {
            Files.createDirectories(directory, ownerOnly("rwx------"));
            exclusion = Exclusion.tryAcquire(directory);
        }
        if (exclusion.isEmpty()) {
            throw new RedoubtException(refusal.used());
        }
        NativeLibrary.sweep(directory);
        NativeLibrary.load(directory);
        if (Files.notExists(path)) {
            begin();
        }
        Connection connection = Driver.open(path);
        try {
            new Schema(refusal).check(connection);
            identity = Optional.of(identify());
            return connection;
        } catch (IOException | SQLException | RedoubtException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** A new journal is made aside and appears whole, so an empty file is always one that was damaged. */
    private void begin() throws IOException, SQLException, RedoubtException {
        if (Files.exists(log()) && Files.size(log()) > 0) {
            throw new RedoubtException(refusal.damaged("its write-ahead log is there, and it is not"));
        }
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, ownerOnly("rw-------"));
        try (Connection connection = Driver.open(fresh)) {
            new Schema(refusal).create(connection);
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path log() {
        return path.resolveSibling(path.getFileName() + "-wal");
    }

    private Object identify() throws IOException {
        return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey()).orElse(path);
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }

    /** Gives the right to use the file back. All connections have to be closed. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (exclusion.isPresent()) {
                exclusion.get().close();
                exclusion = Optional.empty();
            }
        } finally {
            lock.unlock();
        }
    }
}
