package org.redoubt.vault.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.manifest.NodeType;
import org.redoubt.vault.manifest.NodeWalk;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.FormatException;

/** Goes through the pieces of a content, also by parts of them, and past whole nodes that need not be looked into. For one thread. */
final class PieceWalk {
    private final NodeWalk nodes;
    private final Deque<Piece> pieces;
    private long offset;

    PieceWalk(NodeSource source, Content content) {
        this.nodes = new NodeWalk(source, NodeType.PIECES, content.root());
        this.pieces = new ArrayDeque<>(content.pieces());
    }

    boolean ended() {
        return pieces.isEmpty() && nodes.ended();
    }

    long offset() {
        return offset;
    }

    /** Goes past the next node of both, if it is the same at the same place; else nearer to their pieces. Whether there was a node. */
    boolean passes(PieceWalk other) throws VaultException {
        if (!between() || !other.between() || offset != other.offset) {
            return false;
        }
        if (nodes.meets(other.nodes)) {
            long length = nodes.node().orElseThrow().bytes();
            offset += length;
            other.offset += length;
            nodes.pass();
            other.nodes.pass();
        } else {
            // The node of one may be the first one below that of the other.
            int level = nodes.level();
            int others = other.nodes.level();
            if (level >= others) {
                nodes.open();
            }
            if (others >= level) {
                other.nodes.open();
            }
        }
        return true;
    }

    /** Whether it stands before a node, not before a piece. */
    private boolean between() {
        return pieces.isEmpty() && nodes.node().isPresent();
    }

    /** The piece that begins here. */
    Piece piece() throws VaultException {
        while (pieces.isEmpty()) {
            while (nodes.node().isPresent()) {
                nodes.open();
            }
            pieces.add(decode(nodes.take()));
        }
        return pieces.peek();
    }

    static Piece decode(byte[] item) throws VaultException {
        try {
            return Piece.read(new Decoder(item));
        } catch (FormatException e) {
            throw Failures.damaged("a list of pieces", e.getMessage());
        }
    }

    /** Goes on by so many bytes, no more than the piece has that begins here. */
    void take(long length) {
        Piece first = pieces.remove();
        offset += length;
        if (length < first.length()) {
            pieces.push(first.from(length));
        }
    }
}
