package org.redoubt.plugin.volume.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.OpenFile;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationContext;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataSink;
import org.redoubt.api.vault.VaultException;
import org.redoubt.plugin.volume.content.StripedFile;
import org.redoubt.plugin.volume.content.WholeChecksum;

/** Brings an image back into a new file or a device, and goes on behind damaged parts. For one use. */
public final class ImageRestore implements DataSink<HostFileException> {
    private static final int BUFFER = 1 << 20;
    private static final long STEP = 64 << 20;

    /** How what is to be zero gets so. */
    public enum Zeros {
        /** It is already: the target is a new file. */
        ALREADY,
        /** It has to be made so: the target held something else. */
        MAKE
    }

    private final OperationContext context;
    private final OpenFile to;
    private final StripedFile striped;
    private final long size;
    private final Zeros zeros;
    private final WholeChecksum checksum;
    private final List<Problem> damage = new ArrayList<>();

    /**
     * @param context told of progress
     * @param to where it goes
     * @param size how long it was
     */
    public ImageRestore(OperationContext context, OpenFile to, long size, Zeros zeros) {
        this.context = context;
        this.to = to;
        this.striped = new StripedFile(to, size);
        this.size = size;
        this.zeros = zeros;
        this.checksum = new WholeChecksum(size);
    }

    /**
     * Writes everything that can be read.
     *
     * @param from the image
     * @param crc32c its checksum, if it was recorded
     * @return what is wrong with it; empty if it is what it was
     */
    public List<Problem> write(DataReader from, Optional<String> crc32c) throws HostFileException, RedoubtException {
        try (striped) {
            from.transfer(this);
            striped.finish();
        }
        if (from.size() != size) {
            damage.add(Problem.of(ProblemKind.DAMAGED, "The restored image is not what was protected: it has " + from.size() + " bytes instead of " + size + "."));
        } else if (damage.isEmpty() && crc32c.isPresent() && !crc32c.get().equals(checksum.hex())) {
            damage.add(Problem.of(ProblemKind.DAMAGED, "The restored image is not what was protected: its CRC-32C is " + checksum.hex() + " instead of "
                    + crc32c.get() + "."));
        }
        return List.copyOf(damage);
    }

    @Override
    public void data(long offset, ByteBuffer bytes) throws HostFileException {
        if (offset + bytes.remaining() <= size) {
            checksum.add(offset, bytes);
        }
        striped.write(offset, bytes);
    }

    @Override
    public void damaged(long offset, long length, VaultException unreadable) {
        damage.add(Problem.of(ProblemKind.DAMAGED, "The bytes " + offset + " to " + (offset + length - 1) + " of the image could not be restored: "
                + unreadable.problem().message()));
    }

    @Override
    public void passed(long bytes) throws RedoubtException {
        context.checkCancelled();
        context.progress().advance(bytes);
    }

    @Override
    public void hole(long offset, long length) throws HostFileException, RedoubtException {
        for (long at = offset; zeros == Zeros.MAKE && at < offset + length; at += STEP) {
            context.checkCancelled();
            clear(at, Math.min(offset + length, at + STEP));
        }
    }

    private void clear(long start, long end) throws HostFileException {
        try {
            to.punch(start, end - start);
        } catch (HostFileException noHoles) {
            ByteBuffer none = ByteBuffer.allocateDirect(BUFFER);
            for (long at = start; at < end; at += none.position()) {
                to.write(at, none.clear().limit((int) Math.min(BUFFER, end - at)));
            }
        }
    }
}
