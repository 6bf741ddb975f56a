package org.redoubt.journal.sqlite.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The right to use the journal of a directory. The operating system takes it back when the process ends.
 *
 * <p>Two files are locked. Java sees by the first that somebody in this process has the right already, and then does not touch the
 * second: closing a file ends all locks of the process on it, also those of others.
 */
final class Exclusion implements AutoCloseable {
    private final FileChannel guard;
    private final FileChannel lock;

    private Exclusion(FileChannel guard, FileChannel lock) {
        this.guard = guard;
        this.lock = lock;
    }

    /** The right, or nothing when somebody else has it. */
    static Optional<Exclusion> tryAcquire(Path directory) throws IOException {
        Optional<FileChannel> guard = tryLock(directory.resolve("journal.guard"));
        if (guard.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<FileChannel> lock = tryLock(directory.resolve("journal.lock"));
            if (lock.isEmpty()) {
                guard.get().close();
            }
            return lock.map(channel -> new Exclusion(guard.get(), channel));
        } catch (IOException e) {
            guard.get().close();
            throw e;
        }
    }

    private static Optional<FileChannel> tryLock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException byThisProcess) {
            // Said by the answer.
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? Optional.of(channel) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        try (guard) {
            lock.close();
        }
    }
}
