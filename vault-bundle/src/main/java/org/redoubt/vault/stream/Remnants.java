package org.redoubt.vault.stream;

import java.util.Optional;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.store.Reuse;

/**
 * Finds what is left of chunks of which a stream uses so little that it had better be stored anew. It only saves space, so whatever goes wrong means that
 * there is nothing. For one thread.
 */
final class Remnants {
    /** How many bytes are read for it at the most: enough to keep up, and soon done also where a bank answers slowly. */
    private static final long MOST = 32 << 20;

    private final NodeSource nodes;
    private final Content content;
    private final Reuse reuse;
    private long read;
    private Optional<Verdict> last = Optional.empty();

    /**
     * About a chunk in one place of the stream; many pieces of it may follow each other.
     *
     * @param chunk the chunk
     * @param begin where its first byte would stand
     * @param bytes its bytes, if what is left is to be stored anew
     */
    private record Verdict(ChunkId chunk, long begin, Optional<byte[]> bytes) {
    }

    /**
     * @param nodes where nodes are
     * @param content the stream
     * @param reuse where its chunks are
     */
    Remnants(NodeSource nodes, Content content, Reuse reuse) {
        this.nodes = nodes;
        this.content = content;
        this.reuse = reuse;
    }

    /** The bytes of the chunk of a piece, if the piece is to be stored anew. */
    Optional<byte[]> chunk(PieceCursor.Placed placed, Piece.Data data) throws VaultException {
        long begin = placed.offset() - data.offset();
        if (last.filter(verdict -> verdict.begin() == begin && verdict.chunk().equals(data.chunk())).isEmpty()) {
            last = Optional.of(new Verdict(data.chunk(), begin, look(begin, data)));
        }
        return last.flatMap(Verdict::bytes).filter(bytes -> data.offset() + data.length() <= bytes.length);
    }

    private Optional<byte[]> look(long begin, Piece.Data data) throws VaultException {
        int whole = reuse.length(data.chunk()).orElse(0);
        if (2 * data.length() >= whole || read + whole > MOST) {
            return Optional.empty();
        }
        try {
            if (2 * used(begin, whole, data.chunk()) >= whole) {
                return Optional.empty();
            }
            read += whole;
            return reuse.read(data.chunk());
        } catch (VaultException e) {
            if (e.kind() == ProblemKind.CANCELLED) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** How much of a chunk is used around a place. What is left of it stands where it always stood, with other bytes in between. */
    private long used(long begin, int whole, ChunkId chunk) throws VaultException {
        long used = 0;
        PieceCursor around = new PieceCursor(nodes, content, Math.max(0, begin));
        for (Optional<PieceCursor.Placed> next = around.next(); next.isPresent() && next.get().offset() < begin + whole; next = around.next()) {
            if (next.get().piece() instanceof Piece.Data part && part.chunk().equals(chunk)) {
                used += part.length();
            }
        }
        return used;
    }
}
