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
    private final NodeSource nodes;
    private final Content content;
    private final Reuse reuse;
    private final Remnants remnants;

    /**
     * @param nodes where nodes are
     * @param content the earlier state
     * @param reuse takes chunks
     */
    public Previous(NodeSource nodes, Content content, Reuse reuse) {
        this.nodes = nodes;
        this.content = content;
        this.reuse = reuse;
        this.remnants = new Remnants(nodes, content, reuse);
    }

    /** Who gets a range. */
    interface Taker {
        /** The next bytes are those of a piece. */
        void refer(Piece piece) throws VaultException;

        /** The next bytes are these, to be stored anew. */
        void store(ByteBuffer bytes) throws VaultException;
    }

    /**
     * Gives a range. What is left of a chunk of which this stream uses less than half is given as bytes, as long as that is not too much: as
     * far as this stream tells, nothing else needs the rest of the chunk.
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
        if (!(placed.piece() instanceof Piece.Data data)) {
            return false;
        }
        Optional<byte[]> chunk = remnants.chunk(placed, data);
        if (chunk.isPresent()) {
            taker.store(ByteBuffer.wrap(chunk.get(), (int) (data.offset() + skip), (int) length));
        }
        return chunk.isPresent();
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
