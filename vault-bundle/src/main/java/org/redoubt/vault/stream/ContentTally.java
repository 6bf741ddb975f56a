package org.redoubt.vault.stream;

import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.manifest.NodeType;
import org.redoubt.vault.manifest.NodeWalk;
import org.redoubt.vault.store.ChunkTally;
import org.redoubt.vault.work.Workers;

/**
 * Counts the chunks of contents.
 *
 * @param nodes where lists of pieces are
 * @param chunks told each chunk
 */
public record ContentTally(NodeSource nodes, ChunkTally chunks) {

    /** Counts the chunks of a content. */
    public void add(Content content) throws VaultException {
        content.pieces().forEach(this::count);
        NodeWalk walk = new NodeWalk(nodes, NodeType.PIECES, content.root());
        while (!walk.ended()) {
            Workers.checkInterrupt();
            if (walk.node().isEmpty()) {
                count(PieceWalk.decode(walk.take()));
            } else if (chunks.description(walk.node().get().id())) {
                walk.open();
            } else {
                walk.pass();
            }
        }
    }

    private void count(Piece piece) {
        if (piece instanceof Piece.Data data) {
            chunks.data(data.chunk());
        }
    }
}
