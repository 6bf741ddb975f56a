package org.redoubt.vault.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.manifest.LeafCursor;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.manifest.NodeType;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.FormatException;

/** Goes through the pieces of a content, from the one that holds an offset. For one thread. */
final class PieceCursor {
    private final Optional<LeafCursor> leaves;
    private final long from;
    private List<Piece> pieces;
    private int at;
    private long offset;

    PieceCursor(NodeSource nodes, Content content, long from) {
        this(nodes, content, from, (child, begin, next) -> begin + child.bytes() <= from);
    }

    /** From the beginning, without what the aim leaves out. */
    PieceCursor(NodeSource nodes, Content content, LeafCursor.Aim aim) {
        this(nodes, content, 0, aim);
    }

    private PieceCursor(NodeSource nodes, Content content, long from, LeafCursor.Aim aim) {
        this.from = from;
        this.pieces = content.pieces();
        this.leaves = content.root().map(root -> new LeafCursor(nodes, NodeType.PIECES, root, aim));
    }

    /**
     * A piece in its place.
     *
     * @param offset where it begins in the stream
     * @param piece the piece
     */
    record Placed(long offset, Piece piece) {
        long end() {
            return offset + piece.length();
        }
    }

    /** The next piece. If a node cannot be read, the next call goes on behind it. */
    Optional<Placed> next() throws VaultException {
        while (true) {
            if (at == pieces.size()) {
                Optional<LeafCursor.Leaf> leaf = leaves.isPresent() ? leaves.get().next() : Optional.empty();
                if (leaf.isEmpty()) {
                    return Optional.empty();
                }
                pieces = decode(leaf.get().items());
                offset = leaf.get().offset();
                at = 0;
                continue;
            }
            Placed placed = new Placed(offset, pieces.get(at++));
            offset = placed.end();
            if (offset > from) {
                return Optional.of(placed);
            }
        }
    }

    private List<Piece> decode(List<byte[]> items) throws VaultException {
        List<Piece> decoded = new ArrayList<>(items.size());
        try {
            for (byte[] item : items) {
                decoded.add(Piece.read(new Decoder(item)));
            }
            return decoded;
        } catch (FormatException e) {
            throw Failures.damaged(leaves.map(l -> l.current().id().toString()).orElse(""), e.getMessage());
        }
    }

    /** After a failure: where the part begins that could not be read. */
    long brokenOffset() {
        return leaves.map(LeafCursor::currentOffset).orElse(0L);
    }

    /** After a failure: how long the part is that could not be read. */
    long brokenLength() {
        return leaves.map(cursor -> cursor.current().bytes()).orElse(0L);
    }
}
