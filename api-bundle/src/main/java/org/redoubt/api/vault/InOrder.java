package org.redoubt.api.vault;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/** A transfer by plain reads on one thread, for readers that know nothing better. */
final class InOrder {
    private static final int BLOCK = 64 << 10;

    private InOrder() {
    }

    static <X extends Exception> void transfer(DataReader reader, DataSink<X> sink) throws RedoubtException, X {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        if (reader.size() > 0) {
            for (Extent extent : reader.extents()) {
                if (extent.hole()) {
                    sink.hole(extent.offset(), extent.length());
                    sink.passed(extent.length());
                } else {
                    data(reader, extent, block, sink);
                }
            }
        }
    }

    private static <X extends Exception> void data(DataReader reader, Extent extent, ByteBuffer block, DataSink<X> sink) throws RedoubtException, X {
        long end = extent.offset() + extent.length();
        for (long at = extent.offset(); at < end; at += BLOCK) {
            int length = (int) Math.min(BLOCK, end - at);
            Optional<VaultException> failure = fill(reader, at, block.clear().limit(length));
            if (failure.isEmpty()) {
                sink.data(at, block.flip());
            } else {
                sink.damaged(at, length, failure.get());
            }
            sink.passed(length);
        }
    }

    private static VaultException ended(long at) {
        return new VaultException(Problem.of(ProblemKind.DAMAGED, "The stream ends at byte " + at + ", before its own end."));
    }

    /** Why the bytes cannot be given, if they are damaged. */
    private static Optional<VaultException> fill(DataReader reader, long offset, ByteBuffer block) throws VaultException {
        try {
            while (block.hasRemaining() && reader.read(offset + block.position(), block) > 0) {
                // a read may give less than was asked for
            }
            return block.hasRemaining() ? Optional.of(ended(offset + block.position())) : Optional.empty();
        } catch (VaultException failure) {
            if (failure.kind() != ProblemKind.DAMAGED && failure.kind() != ProblemKind.NOT_FOUND) {
                throw failure;
            }
            return Optional.of(failure);
        }
    }
}
