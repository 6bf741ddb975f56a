package org.redoubt.vault.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.store.ChunkSource;

/** Gets the chunks of a stream before they are asked for, the further ahead the longer it is read in order. For one thread. */
final class ReadAhead {
    private static final long FIRST = 64 << 10;
    private static final long FURTHEST = 4 << 20;

    private final ChunkSource chunks;
    private final NodeSource nodes;
    private final Content content;
    private final Deque<Loaded> ahead = new ArrayDeque<>();
    private PieceCursor cursor;
    private Optional<VaultException> broken = Optional.empty();
    private long aheadBytes;
    private long aheadEnd;
    private long reach = FIRST;

    ReadAhead(ChunkSource chunks, NodeSource nodes, Content content) {
        this.chunks = chunks;
        this.nodes = nodes;
        this.content = content;
        this.cursor = new PieceCursor(nodes, content, 0);
    }

    /**
     * A piece whose chunk is on its way.
     *
     * @param placed the piece
     * @param chunk the whole chunk; no bytes for a hole
     */
    record Loaded(PieceCursor.Placed placed, CompletableFuture<byte[]> chunk) {
    }

    /** The piece that holds an offset within the stream. */
    Loaded at(long offset) throws VaultException {
        while (!ahead.isEmpty() && ahead.peek().placed.end() <= offset) {
            aheadBytes -= ahead.remove().placed.piece().weight();
            reach = Math.min(reach * 2, FURTHEST);
        }
        if (ahead.isEmpty() || ahead.peek().placed.offset() > offset) {
            restart(offset);
        }
        fill();
        if (ahead.isEmpty() || ahead.peek().placed.offset() > offset) {
            throw broken.map(Failures::again).orElseGet(
                    () -> Failures.damaged("the list of pieces", "it is shorter than the stream"));
        }
        return ahead.peek();
    }

    private void restart(long offset) {
        boolean goesOn = broken.isEmpty() && ahead.isEmpty() && aheadEnd == offset;
        ahead.clear();
        aheadBytes = 0;
        broken = Optional.empty();
        if (!goesOn) {
            reach = FIRST;
            cursor = new PieceCursor(nodes, content, offset);
        }
    }

    /** Asks again for everything, as the bank may answer the next time. */
    void forget() {
        ahead.clear();
        aheadEnd = -1;
    }

    private void fill() {
        try {
            while (broken.isEmpty() && (ahead.isEmpty() || aheadBytes < reach)) {
                Optional<PieceCursor.Placed> next = cursor.next();
                if (next.isEmpty()) {
                    return;
                }
                ahead.add(load(next.get()));
                aheadBytes += next.get().piece().weight();
                aheadEnd = next.get().end();
            }
        } catch (VaultException e) {
            // Told when the reader comes to that part; what lies before it can be read.
            broken = Optional.of(e);
        }
    }

    private Loaded load(PieceCursor.Placed placed) {
        return switch (placed.piece()) {
            case Piece.Hole hole -> new Loaded(placed, CompletableFuture.completedFuture(new byte[0]));
            case Piece.Data data -> new Loaded(placed, chunks.fetch(data.chunk()));
        };
    }
}
