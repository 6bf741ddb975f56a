package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * The lock on a file in a folder, which the system releases when the process that holds it ends in whatever way. Once taken the
 * channel is never used again: an interrupt in a call on it would close it, and the lock with it.
 */
final class LifeSign implements AutoCloseable {
    /** The file that is locked. */
    static final String FILE = "lock";
    private static final System.Logger LOG = System.getLogger(LifeSign.class.getName());
    private static final Set<OpenOption> EXISTING = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final FileChannel channel;

    private LifeSign(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes the folder if need be, and holds its lock. */
    static LifeSign give(Path folder) throws IOException {
        while (true) {
            try {
                Durable.makeDirectory(folder);
                Optional<LifeSign> sign = lock(folder.resolve(FILE));
                if (sign.isPresent()) {
                    return sign.get();
                }
            } catch (NoSuchFileException e) {
                // A folder without a lock counts as a dead one's, and another process has just removed it.
                Durable.makeDirectory(folder.getParent());
            }
        }
    }

    private static Optional<LifeSign> lock(Path file) throws IOException {
        FileChannel channel = Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? FileChannel.open(file, EXISTING) : Durable.create(file);
        try {
            // The file that is locked has to be the one that others will look at.
            if (locked(channel, file) && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(new LifeSign(channel));
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    /** Some network file systems have no locks: nobody can take this process for dead there either. */
    private static boolean locked(FileChannel channel, Path file) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "There are no locks at " + file + ".", e);
            return true;
        }
    }

    /** Removes a folder, and what is in it, if nobody holds its lock. */
    static void removeIfDead(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(FILE), EXISTING)) {
            if (channel.tryLock() != null) {
                remove(folder);
            }
        } catch (NoSuchFileException e) {
            removeEmpty(folder);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException | OverlappingFileLockException e) {
            LOG.log(System.Logger.Level.DEBUG, "What a dead process left in " + folder + " was not removed.", e);
        }
    }

    /** Its process died before the lock was there; or it has just made the folder, and will make it again. */
    private static void removeEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            LOG.log(System.Logger.Level.DEBUG, "The lock in " + folder + " is there by now.");
        }
    }

    /** Removes a folder, and what is in it, the lock last. */
    static void remove(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path each : files) {
                if (!each.getFileName().toString().equals(FILE)) {
                    Files.deleteIfExists(each);
                }
            }
        }
        Files.deleteIfExists(folder.resolve(FILE));
        Files.deleteIfExists(folder);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
