package org.redoubt.plugin.volume.undo;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.TreePath;

/**
 * A file that lists what a restore makes inside a directory that was there before, each before it is there: drafts and directories before they are made, files, which
 * get their names when they are finished, before they get them. It outlives the process, and when it is closed a loss of power: what is listed too much was never made, which
 * taking back accepts. For one thread.
 */
public final class Journal implements AutoCloseable {
    private static final int MAGIC = 0x52_44_4a_32;
    private static final int LONGEST = 1 << 20;

    private final Path file;
    private final FileOutputStream out;

    private Journal(Path file, FileOutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Starts a journal.
     *
     * @param file where; must not exist
     */
    public static Journal create(Path file) throws RedoubtException {
        try {
            Files.createDirectories(file.getParent());
            Files.createFile(file);
            Journal journal = new Journal(file, new FileOutputStream(file.toFile()));
            journal.out.write(ByteBuffer.allocate(Integer.BYTES).putInt(MAGIC).array());
            return journal;
        } catch (IOException unwritable) {
            throw new RedoubtException(unwritable(file, unwritable), unwritable);
        }
    }

    /** Lists the path of a file that is about to be made, under a name that nobody else gives. */
    public void draft(TreePath path) throws RedoubtException {
        list(new Made(path, Made.Kind.DRAFT, Optional.empty()));
    }

    /** Lists the path of a directory that is about to be made. */
    public void directory(TreePath path) throws RedoubtException {
        list(new Made(path, Made.Kind.DIRECTORY, Optional.empty()));
    }

    /** Lists the path that a finished file is about to get. */
    public void file(TreePath path, FileStatus status) throws RedoubtException {
        list(new Made(path, Made.Kind.FILE, Optional.of(Made.Finished.of(status))));
    }

    private void list(Made made) throws RedoubtException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (DataOutputStream to = new DataOutputStream(line)) {
            to.writeByte(made.kind().ordinal());
            byte[] path = made.path().bytes();
            to.writeInt(path.length);
            to.write(path);
            if (made.file().isPresent()) {
                Made.Finished file = made.file().get();
                to.writeLong(file.identity().inode());
                to.writeBoolean(file.identity().born().isPresent());
                write(to, file.identity().born().orElse(Instant.EPOCH));
                write(to, file.modified());
                to.writeLong(file.size());
            }
            line.writeTo(out);
        } catch (IOException unwritable) {
            throw new RedoubtException(unwritable(file, unwritable), unwritable);
        }
    }

    private static void write(DataOutputStream to, Instant time) throws IOException {
        to.writeLong(time.getEpochSecond());
        to.writeInt(time.getNano());
    }

    private static Problem unwritable(Path file, IOException reason) {
        return Problem.of(ProblemKind.UNAVAILABLE, "The list of restored files could not be written to " + file + ": "
                + reason.getMessage() + ".");
    }

    /**
     * What a journal lists, in the order of the making, up to where a crash has cut it off, or a loss of power has left something else.
     *
     * @param file the journal
     * @throws IOException if it cannot be read
     */
    static List<Made> read(Path file) throws IOException {
        List<Made> all = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            boolean more = in.readInt() == MAGIC;
            while (more) {
                int kind = in.readUnsignedByte();
                int length = in.readInt();
                more = kind < Made.Kind.values().length && length > 0 && length <= LONGEST;
                if (more) {
                    all.add(made(in, Made.Kind.values()[kind], length));
                }
            }
            return all;
        } catch (EOFException | IllegalArgumentException | DateTimeException | ArithmeticException end) {
            return all;
        }
    }

    private static Made made(DataInputStream in, Made.Kind kind, int length) throws IOException {
        byte[] path = new byte[length];
        in.readFully(path);
        return new Made(TreePath.of(path), kind, kind == Made.Kind.FILE ? Optional.of(finished(in)) : Optional.empty());
    }

    private static Made.Finished finished(DataInputStream in) throws IOException {
        long inode = in.readLong();
        boolean isBorn = in.readBoolean();
        Instant born = time(in);
        return new Made.Finished(new Identity(inode, isBorn ? Optional.of(born) : Optional.empty()), time(in), in.readLong());
    }

    private static Instant time(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    /** Brings it to disk. */
    @Override
    public void close() {
        try (out) {
            out.getFD().sync();
        } catch (IOException late) {
            throw new UncheckedIOException(late);
        }
    }
}
