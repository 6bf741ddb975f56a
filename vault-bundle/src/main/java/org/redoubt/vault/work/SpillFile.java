package org.redoubt.vault.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;

/**
 * A temporary file for what does not fit into memory, readable by its owner only and gone when it is closed. The channel is
 * touched by threads of the vault only. For one caller at a time.
 */
public final class SpillFile implements AutoCloseable {
    private final Workers workers;
    private final Path file;
    private final FileChannel channel;
    private long size;

    private SpillFile(Workers workers, Path file, FileChannel channel) {
        this.workers = workers;
        this.file = file;
        this.channel = channel;
    }

    /** Makes a file in a directory. */
    public static SpillFile in(Path directory, Workers workers) throws VaultException {
        return Workers.await(workers.access(() -> {
            try {
                Files.createDirectories(directory);
                Path file = Files.createTempFile(directory, "redoubt-vault-", ".tmp");
                return new SpillFile(workers, file, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE));
            } catch (IOException e) {
                throw failed(directory, e);
            }
        }));
    }

    private static VaultException failed(Path path, IOException cause) {
        return new VaultException(Problem.of(ProblemKind.UNAVAILABLE, "The temporary file of the vault cannot be used: "
                + cause.getMessage()).hint("Free space there, or set another temporary directory.").subject(path.toString()), cause);
    }

    /** Appends bytes. Where they begin. */
    public long append(byte[] bytes, int length) throws VaultException {
        long at = size;
        size += length;
        Workers.await(workers.access(() -> {
            try {
                ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
                while (rest.hasRemaining()) {
                    channel.write(rest, at + rest.position());
                }
                return null;
            } catch (IOException e) {
                throw failed(file, e);
            }
        }));
        return at;
    }

    /** Reads as many bytes as the array takes, which must be there. */
    public void read(long at, byte[] into) throws VaultException {
        Workers.await(workers.access(() -> {
            try {
                ByteBuffer rest = ByteBuffer.wrap(into);
                while (rest.hasRemaining()) {
                    if (channel.read(rest, at + rest.position()) < 0) {
                        throw new IOException("it was cut off by somebody else");
                    }
                }
                return null;
            } catch (IOException e) {
                throw failed(file, e);
            }
        }));
    }

    /** Deletes the file. Does not throw. */
    @Override
    public void close() {
        workers.access(() -> {
            channel.close();
            return null;
        });
    }
}
