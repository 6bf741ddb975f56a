package org.redoubt.vault.stream;

import java.util.Optional;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.manifest.NodeSource;

/**
 * Names the chunks that contents consist of, each node once, without reading data. For one thread.
 *
 * @param nodes where nodes are
 * @param seen told of each
 */
public record ContentWalk(NodeSource nodes, Seen seen) {

    /** Is told of chunks. */
    public interface Seen {
        /** Takes a node or root. Whether to go on below it. */
        boolean enter(ChunkId node);

        /** Takes a chunk of data. */
        void data(ChunkId chunk) throws VaultException;

        /** Whether it is an error that something cannot be read; if not, what is below it is passed over. */
        boolean strict();
    }

    /** Goes through one content. */
    public void walk(Content content) throws VaultException {
        PieceCursor cursor = new PieceCursor(nodes, content, (child, offset, next) -> !seen.enter(child.id()));
        boolean more = true;
        while (more) {
            try {
                Optional<PieceCursor.Placed> next = cursor.next();
                more = next.isPresent();
                if (more && next.get().piece() instanceof Piece.Data data) {
                    seen.data(data.chunk());
                }
            } catch (VaultException e) {
                if (seen.strict() || e.kind() != ProblemKind.DAMAGED) {
                    throw e;
                }
            }
        }
    }
}
