package org.redoubt.vault.stream;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.store.Reuse;

/** An earlier state of a stream, to take ranges from without reading them. For one thread. */
public final class Previous {
    /** How many bytes are stored anew at the most: enough to keep up, and never a good part of a large stream. */
    private static final long MOST_RENEWED = 64 << 20;

    private final NodeSource nodes;
    private final Content content;
    private final Reuse reuse;
    private long renewed;

    /**
     * @param nodes where nodes are
     * @param content the earlier state
     * @param reuse takes chunks
     */
    public Previous(NodeSource nodes, Content content, Reuse reuse) {
        this.nodes = nodes;
        this.content = content;
        this.reuse = reuse;
    }

    /** Who gets a range. */
    interface Taker {
        /** The next bytes are those of a piece. */
        void refer(Piece piece) throws VaultException;

        /** The next bytes are these, to be stored anew. */
        void store(ByteBuffer bytes) throws VaultException;
    }

    /**
     * Gives a range. What is left of a chunk of which this stream uses less than half is given as bytes, as long as that is not too much: the
     * rest of the chunk is kept by nothing else.
     */
    void range(long offset, long length, Taker taker) throws VaultException {
        if (length > content.size() || offset > content.size() - length) {
            throw Failures.invalid("The previous stream has " + content.size() + " bytes; the bytes " + offset + " to "
                    + (offset + length) + " cannot be taken from it.");
        }
        PieceCursor cursor = new PieceCursor(nodes, content, offset);
        long at = offset;
        while (at < offset + length) {
            PieceCursor.Placed placed = cursor.next()
                    .orElseThrow(() -> Failures.damaged("the list of pieces", "it is shorter than the stream"));
            long n = Math.min(placed.end(), offset + length) - at;
            if (!renew(placed, at - placed.offset(), n, taker)) {
                taker.refer(part(placed.piece(), at - placed.offset(), n));
            }
            at += n;
        }
    }

    private boolean renew(PieceCursor.Placed placed, long skip, long length, Taker taker) throws VaultException {
        if (!(placed.piece() instanceof Piece.Data data) || renewed + length > MOST_RENEWED || !isRemnant(placed, data)) {
            return false;
        }
        Optional<byte[]> chunk = reuse.read(data.chunk());
        if (chunk.isEmpty()) {
            return false;
        }
        renewed += length;
        taker.store(ByteBuffer.wrap(chunk.get(), (int) (data.offset() + skip), (int) length));
        return true;
    }

    /** Whether less than half of a chunk is left around a place. What is left of it stands where it always stood, with other bytes in between. */
    private boolean isRemnant(PieceCursor.Placed placed, Piece.Data data) throws VaultException {
        int whole = reuse.length(data.chunk()).orElse(0);
        if (2 * data.length() >= whole) {
            return false;
        }
        long begin = placed.offset() - data.offset();
        long used = 0;
        PieceCursor around = new PieceCursor(nodes, content, Math.max(0, begin));
        for (Optional<PieceCursor.Placed> next = around.next(); next.isPresent() && next.get().offset() < begin + whole; next = around.next()) {
            if (next.get().piece() instanceof Piece.Data part && part.chunk().equals(data.chunk())) {
                used += part.length();
            }
        }
        return 2 * used < whole;
    }

    private Piece part(Piece piece, long skip, long length) throws VaultException {
        return switch (piece) {
            case Piece.Hole hole -> new Piece.Hole(length);
            case Piece.Data data -> {
                require(data.chunk());
                yield new Piece.Data(data.chunk(), (int) (data.offset() + skip), length);
            }
        };
    }

    private void require(ChunkId id) throws VaultException {
        if (!reuse.hold(id)) {
            throw Failures.damaged("chunk " + id, "no readable index object names it");
        }
    }

    /** Whether the vault has every chunk of it, its nodes too, and they stay. Reads the whole list of pieces; where that is damaged it is not whole. */
    public boolean whole() throws VaultException {
        try {
            return look();
        } catch (VaultException e) {
            if (e.kind() == ProblemKind.DAMAGED) {
                return false;
            }
            throw e;
        }
    }

    private boolean look() throws VaultException {
        AtomicBoolean whole = new AtomicBoolean(true);
        PieceCursor cursor = new PieceCursor(nodes, content, (child, offset, next) -> {
            whole.compareAndSet(true, reuse.has(child.id()));
            return !whole.get();
        });
        for (Optional<PieceCursor.Placed> next = cursor.next(); next.isPresent(); next = cursor.next()) {
            if (next.get().piece() instanceof Piece.Data data && !reuse.has(data.chunk())) {
                return false;
            }
        }
        return whole.get();
    }
}
