package org.redoubt.plugin.volume.undo;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.TreePath;

/**
 * A file that lists what a restore makes inside a directory that was there before, each path written before the file is made.
 * It outlives the process, not a power cut: what is listed too much was never made, which taking back accepts. For one thread.
 */
public final class Journal implements AutoCloseable {
    private static final int MAGIC = 0x52_44_4a_31;

    private final Path file;
    private final DataOutputStream out;

    private Journal(Path file, DataOutputStream out) {
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
            Journal journal = new Journal(file, new DataOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)));
            journal.out.writeInt(MAGIC);
            return journal;
        } catch (IOException unwritable) {
            throw new RedoubtException(unwritable(file, unwritable), unwritable);
        }
    }

    /** Lists a path that is about to be made. */
    public void making(TreePath path) throws RedoubtException {
        byte[] bytes = path.bytes();
        byte[] line = new byte[Integer.BYTES + bytes.length];
        ByteBuffer.wrap(line).putInt(bytes.length).put(bytes);
        try {
            out.write(line);
        } catch (IOException unwritable) {
            throw new RedoubtException(unwritable(file, unwritable), unwritable);
        }
    }

    private static Problem unwritable(Path file, IOException reason) {
        return Problem.of(ProblemKind.UNAVAILABLE, "The list of restored files could not be written to " + file + ": "
                + reason.getMessage() + ".");
    }

    /**
     * What a journal lists, in the order of the making; a last path that was cut off by a crash is left out.
     *
     * @param file the journal
     * @throws IOException if it cannot be read
     */
    public static List<TreePath> read(Path file) throws IOException {
        List<TreePath> paths = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != MAGIC) {
                throw new IOException(file + " is no list of restored files");
            }
            while (true) {
                byte[] path = new byte[in.readInt()];
                in.readFully(path);
                paths.add(TreePath.of(path));
            }
        } catch (EOFException end) {
            return paths;
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException late) {
            throw new UncheckedIOException(late);
        }
    }
}
