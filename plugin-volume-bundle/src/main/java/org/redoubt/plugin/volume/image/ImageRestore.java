package org.redoubt.plugin.volume.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.OpenFile;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationContext;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.VaultException;

/**
 * Brings an image back into a new file or a device, and goes on behind damaged parts. It does not hash the whole, which would cost more than all the
 * rest where there are large holes: the vault has proven each part before it gives it, and verify holds the whole against its hash. For one use.
 */
public final class ImageRestore {
    private static final int BUFFER = 1 << 20;
    private static final int PIECE = 64 << 10;
    private static final long STEP = 64 << 20;

    /** How what is to be zero gets so. */
    public enum Zeros {
        /** It is already: the target is a new file. */
        ALREADY,
        /** It has to be made so: the target held something else. */
        MAKE
    }

    private final OperationContext context;
    private final Zeros zeros;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final List<Problem> damage = new ArrayList<>();

    /** @param context told of progress */
    public ImageRestore(OperationContext context, Zeros zeros) {
        this.context = context;
        this.zeros = zeros;
    }

    /**
     * Writes everything that can be read.
     *
     * @param from the image
     * @param to where it goes
     * @param size how long it was
     * @return what is wrong with it; empty if it is what it was
     */
    public List<Problem> write(DataReader from, OpenFile to, long size) throws HostFileException, RedoubtException {
        if (from.size() > 0) {
            for (Extent extent : from.extents()) {
                if (extent.hole()) {
                    hole(to, extent.offset(), extent.offset() + extent.length());
                } else {
                    data(from, to, extent.offset(), extent.offset() + extent.length());
                }
            }
        }
        if (from.size() != size) {
            damage.add(Problem.of(ProblemKind.DAMAGED, "The restored image is not what was protected: it has " + from.size() + " bytes instead of " + size + "."));
        }
        return List.copyOf(damage);
    }

    private void hole(OpenFile to, long start, long end) throws HostFileException, RedoubtException {
        for (long at = start; at < end; at += STEP) {
            context.checkCancelled();
            long stop = Math.min(end, at + STEP);
            if (zeros == Zeros.MAKE) {
                clear(to, at, stop);
            }
            context.progress().advance(stop - at);
        }
    }

    private void clear(OpenFile to, long start, long end) throws HostFileException {
        try {
            to.punch(start, end - start);
        } catch (HostFileException noHoles) {
            for (long at = start; at < end; at += buffer.position()) {
                buffer.clear().limit((int) Math.min(BUFFER, end - at));
                buffer.put(new byte[buffer.remaining()]).flip();
                to.write(at, buffer);
            }
        }
    }

    private void data(DataReader from, OpenFile to, long start, long end) throws HostFileException, RedoubtException {
        long at = start;
        while (at < end) {
            context.checkCancelled();
            int wanted = (int) Math.min(BUFFER, end - at);
            if (!piece(from, to, at, wanted, false)) {
                for (int done = 0; done < wanted; done += PIECE) {
                    piece(from, to, at + done, Math.min(PIECE, wanted - done), true);
                }
            }
            at += wanted;
            context.progress().advance(wanted);
        }
    }

    private boolean piece(DataReader from, OpenFile to, long offset, int length, boolean last) throws HostFileException, RedoubtException {
        buffer.clear().limit(length);
        try {
            while (buffer.hasRemaining() && from.read(offset + buffer.position(), buffer) > 0) {
                // a read may give less than was asked for
            }
        } catch (VaultException unreadable) {
            if (unreadable.kind() != ProblemKind.DAMAGED && unreadable.kind() != ProblemKind.NOT_FOUND) {
                throw unreadable;
            }
            if (last) {
                damage.add(Problem.of(ProblemKind.DAMAGED, "The bytes " + offset + " to " + (offset + length - 1)
                        + " of the image could not be restored: " + unreadable.problem().message()));
            }
            return false;
        }
        buffer.flip();
        to.write(offset, buffer);
        return true;
    }
}
