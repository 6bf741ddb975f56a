package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The folder for the unfinished objects of this process in one bank. A lock on a file in it tells other processes that this
 * one lives; what dead ones have left is removed when a folder is opened. Thread-safe.
 */
final class Writer implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final Set<StandardOpenOption> LOCKING = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE);

    private final Path folder;
    // Never touched again before the end, as an interrupt in a call on it would close it, and the lock with it.
    private final FileChannel alive;
    private final AtomicLong names = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private int unfinished;
    private boolean closed;

    private Writer(Path folder, FileChannel alive) {
        this.folder = folder;
        this.alive = alive;
    }

    /** Opens a folder of its own below the folder of all writers, and removes those of the dead. */
    static Writer open(Path writers) throws IOException {
        String process = process();
        Writer writer = create(writers.resolve(process + UUID.randomUUID()));
        try (DirectoryStream<Path> others = Files.newDirectoryStream(writers)) {
            for (Path other : others) {
                // Closing any channel of a file gives up all locks that the process has on it.
                if (!other.getFileName().toString().startsWith(process)) {
                    removeIfDead(other);
                }
            }
        }
        return writer;
    }

    private static String process() {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() + "-" + self.info().startInstant().map(Instant::toEpochMilli).orElse(0L) + "-";
    }

    private static Writer create(Path folder) throws IOException {
        Durable.makeDirectory(folder);
        Path file = folder.resolve(LOCK);
        FileChannel channel = Durable.create(file);
        try {
            lock(channel);
            // Another process may have taken the folder for a dead one's before the lock was there.
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return new Writer(folder, channel);
            }
            throw new NoSuchFileException(file.toString());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Some network file systems have no locks: there nobody can take this writer for dead either. */
    private static void lock(FileChannel channel) throws IOException {
        try {
            FileLock taken = channel.tryLock();
            if (taken == null) {
                throw new NoSuchFileException("lock");
            }
        } catch (NoSuchFileException | java.nio.channels.ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            System.getLogger(Writer.class.getName()).log(System.Logger.Level.DEBUG, "This file system has no locks.", e);
        }
    }

    private static void removeIfDead(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, LOCKING)) {
            if (channel.tryLock() != null) {
                empty(folder);
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (NoSuchFileException | OverlappingFileLockException e) {
            return;
        } catch (java.nio.channels.ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // Whatever keeps it from being removed: it takes space but does no harm.
            System.getLogger(Writer.class.getName()).log(System.Logger.Level.WARNING,
                    "What a dead process left in " + folder + " could not be removed: " + e.getMessage());
        }
    }

    private static void empty(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path each : files) {
                if (!each.getFileName().toString().equals(LOCK)) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    /** The place of one object that is being written; closed, it is gone. */
    final class Unfinished implements AutoCloseable {
        private final Path path = folder.resolve(Long.toString(names.incrementAndGet()));

        private Unfinished() {
        }

        Path path() {
            return path;
        }

        @Override
        public void close() throws IOException {
            try {
                Files.deleteIfExists(path);
            } finally {
                end();
            }
        }
    }

    /** Begins an object. */
    Unfinished begin() throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException("the bank was closed");
            }
            unfinished++;
            return new Unfinished();
        } finally {
            lock.unlock();
        }
    }

    private void end() throws IOException {
        lock.lock();
        try {
            unfinished--;
            if (closed && unfinished == 0) {
                leave();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Begins nothing any more, and leaves the bank when what has begun is finished. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                if (unfinished == 0) {
                    leave();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave() throws IOException {
        try (alive) {
            Files.deleteIfExists(folder.resolve(LOCK));
            Files.deleteIfExists(folder);
        }
    }
}
