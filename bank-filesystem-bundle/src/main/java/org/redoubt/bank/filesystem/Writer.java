package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The folder for the unfinished objects of this process in one bank. While there are any, a lock on a file in it tells other
 * processes that this one lives; without any nothing is held open, so that an idle bank can be unmounted. What dead
 * processes have left is removed when a bank is opened, and when it is written to for the first time. Thread-safe.
 */
final class Writer implements AutoCloseable {
    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<LifeSign> alive = Optional.empty();
    private long begun;
    private int unfinished;
    private boolean closed;

    private Writer(Path folder) {
        this.folder = folder;
    }

    /** A writer with a folder of its own below the folder of all writers. */
    static Writer open(Path writers) throws IOException {
        removeDead(writers);
        return new Writer(writers.resolve(process() + UUID.randomUUID()));
    }

    /** Removes what dead processes have left. */
    static void removeDead(Path writers) throws IOException {
        String process = process();
        try (DirectoryStream<Path> others = Files.newDirectoryStream(writers)) {
            for (Path other : others) {
                // This process is alive, and to look at its own locks would release them.
                if (!other.getFileName().toString().startsWith(process)) {
                    LifeSign.removeIfDead(other);
                }
            }
        }
    }

    private static String process() {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() + "-" + self.info().startInstant().map(Instant::toEpochMilli).orElse(0L) + "-";
    }

    /** The place of one object that is being written; closed, it is gone. */
    final class Unfinished implements AutoCloseable {
        private final Path path;

        private Unfinished(Path path) {
            this.path = path;
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
            if (alive.isEmpty()) {
                alive = Optional.of(LifeSign.give(folder));
            }
            unfinished++;
            return new Unfinished(folder.resolve(Long.toString(++begun)));
        } finally {
            lock.unlock();
        }
    }

    private void end() throws IOException {
        lock.lock();
        try {
            unfinished--;
            rest();
        } finally {
            lock.unlock();
        }
    }

    private void rest() throws IOException {
        if (unfinished == 0 && alive.isPresent()) {
            LifeSign sign = alive.get();
            alive = Optional.empty();
            sign.close();
        }
        if (unfinished == 0 && closed) {
            LifeSign.remove(folder);
        }
    }

    /** Begins nothing any more, and leaves the bank when what has begun is finished. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                rest();
            }
        } catch (NoSuchFileException e) {
            // Another process has taken the idle folder away.
            return;
        } finally {
            lock.unlock();
        }
    }
}
