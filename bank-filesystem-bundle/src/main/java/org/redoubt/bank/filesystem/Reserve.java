package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.redoubt.api.bank.BankException;

/**
 * Space that is kept back for the small objects without which nothing could be ended or deleted on a full disk: files that are
 * given up one by one, and made again when there is room. Several, as a disk can run out of files as well. Not durable: a
 * part that a crash took is made again. Thread-safe, also beside other processes.
 */
final class Reserve {
    private static final String PREFIX = "part-";
    private static final int PARTS = 16;
    private static final int PART = 64 << 10;
    private static final System.Logger LOG = System.getLogger(Reserve.class.getName());

    private final Path folder;
    private final Places places;
    private volatile boolean whole;

    /**
     * @param folder where the parts are, on the disk of the objects
     * @param places looks at what is there
     */
    Reserve(Path folder, Places places) {
        this.folder = folder;
        this.places = places;
    }

    /** Makes what is missing as far as there is room for it; nothing fails because there is none. */
    void fill() throws BankException {
        if (whole) {
            return;
        }
        try {
            Durable.makeDirectory(folder);
            places.checked(folder);
            boolean complete = true;
            for (int i = 0; i < PARTS && complete; i++) {
                complete = there(folder.resolve(PREFIX + i));
            }
            whole = complete;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The reserve at " + folder + " is not whole.", e);
        }
    }

    private boolean there(Path part) throws IOException {
        try {
            if (Durable.look(part).size() == PART) {
                return true;
            }
            // Its writer was killed; or is at it, and then makes it again another time.
            Files.deleteIfExists(part);
        } catch (NoSuchFileException missing) {
            LOG.log(System.Logger.Level.TRACE, "The reserve lacks " + part + ".");
        }
        return Files.getFileStore(folder).getUsableSpace() >= 2L * PART && made(part);
    }

    private static boolean made(Path part) throws IOException {
        byte[] bytes = new byte[PART];
        // A file system that compresses would keep no space back for zeros.
        new SplittableRandom(part.hashCode()).nextBytes(bytes);
        try (FileChannel channel = Durable.create(part)) {
            channel.write(ByteBuffer.wrap(bytes));
            return channel.size() == PART;
        } catch (FileAlreadyExistsException other) {
            return true;
        } catch (IOException full) {
            Files.deleteIfExists(part);
            return false;
        }
    }

    /**
     * Gives one part up.
     *
     * @return false if there is none left
     */
    boolean release() throws IOException, BankException {
        whole = false;
        try {
            places.checked(folder);
        } catch (NoSuchFileException never) {
            return false;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path part : parts) {
                if (Files.deleteIfExists(part)) {
                    return true;
                }
            }
            return false;
        }
    }
}
