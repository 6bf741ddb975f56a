package org.redoubt.vault.stream;

import java.util.Optional;
import org.redoubt.api.vault.Changes;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.work.Workers;

/** Finds the ranges of a stream that are not the same in another one. For one thread. */
public final class StreamComparison implements Changes<Extent> {
    private final PieceWalk before;
    private final PieceWalk after;
    private Optional<Extent> waiting = Optional.empty();

    /**
     * @param nodes where lists of pieces are
     * @param before a stream
     * @param after another one
     */
    public StreamComparison(NodeSource nodes, Content before, Content after) {
        this.before = new PieceWalk(nodes, before);
        this.after = new PieceWalk(nodes, after);
    }

    @Override
    public Optional<Extent> next() throws VaultException {
        while (!after.ended()) {
            Workers.checkInterrupt();
            Optional<Extent> range = step();
            if (range.isPresent()) {
                Optional<Extent> joined = waiting.flatMap(first -> join(first, range.get()));
                if (joined.isEmpty() && waiting.isPresent()) {
                    Extent whole = waiting.get();
                    waiting = range;
                    return Optional.of(whole);
                }
                waiting = joined.or(() -> range);
            }
        }
        Optional<Extent> last = waiting;
        waiting = Optional.empty();
        return last;
    }

    private static Optional<Extent> join(Extent first, Extent second) {
        return first.offset() + first.length() == second.offset() && first.hole() == second.hole()
                ? Optional.of(new Extent(first.offset(), first.length() + second.length(), first.hole())) : Optional.empty();
    }

    /** Goes on by a node, or by what the next pieces have in common. Both stand at the same offset, unless one is at its end. */
    private Optional<Extent> step() throws VaultException {
        if (before.passes(after)) {
            return Optional.empty();
        }
        Piece is = after.piece();
        boolean ended = before.ended();
        long length = ended ? is.length() : Math.min(is.length(), before.piece().length());
        boolean same = !ended && same(before.piece(), is);
        Extent range = new Extent(after.offset(), length, is instanceof Piece.Hole);
        if (!ended) {
            before.take(length);
        }
        after.take(length);
        return same ? Optional.empty() : Optional.of(range);
    }

    /** Whether both are the same as far as the shorter one goes. */
    private static boolean same(Piece a, Piece b) {
        return switch (a) {
            case Piece.Hole hole -> b instanceof Piece.Hole;
            case Piece.Data data -> b instanceof Piece.Data other && data.chunk().equals(other.chunk()) && data.offset() == other.offset();
        };
    }
}
