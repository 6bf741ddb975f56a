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
import org.redoubt.plugin.volume.content.WholeHash;

/** Brings an image back into a new file or a device, hashing what it writes, and goes on behind damaged parts. For one use. */
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
    private final WholeHash hash = new WholeHash();
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
     * @param sha256 what it has to hash to
     * @return what is wrong with it; empty if it is what it was
     */
    public List<Problem> write(DataReader from, OpenFile to, String sha256) throws HostFileException, RedoubtException {
        if (from.size() > 0) {
            for (Extent extent : from.extents()) {
                if (extent.hole()) {
                    hole(to, extent.offset(), extent.offset() + extent.length());
                } else {
                    data(from, to, extent.offset(), extent.offset() + extent.length());
                }
            }
        }
        hash.upTo(from.size());
        if (damage.isEmpty() && !hash.hex().equals(sha256)) {
            damage.add(Problem.of(ProblemKind.DAMAGED, "The restored image is not what was protected: its SHA-256 is another one."));
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
            hash.upTo(stop);
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
        if (damage.isEmpty()) {
            hash.data(offset, buffer);
        }
        to.write(offset, buffer);
        return true;
    }
}
