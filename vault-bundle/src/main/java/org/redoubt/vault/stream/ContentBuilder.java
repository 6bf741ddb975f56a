package org.redoubt.vault.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.manifest.NodeBuilder;
import org.redoubt.vault.manifest.NodeSink;
import org.redoubt.vault.manifest.NodeType;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.work.Workers;

/**
 * Collects the parts of a stream while their chunks are still being named; its memory does not grow with the stream. Not
 * thread-safe.
 */
public final class ContentBuilder {
    private static final byte[] NO_KEY = new byte[0];

    private final NodeSink sink;
    private final Deque<Part> waiting = new ArrayDeque<>();
    private final List<Piece> inLine = new ArrayList<>();
    private Optional<NodeBuilder> nodes = Optional.empty();
    private Optional<VaultException> broken = Optional.empty();
    private Optional<Piece> last = Optional.empty();
    private long size;
    private long dataBytes;

    /**
     * @param sink where the list of pieces is stored if it is long
     */
    public ContentBuilder(NodeSink sink) {
        this.sink = sink;
    }

    void add(Part part) throws VaultException {
        dataBytes += switch (part) {
            case Piece.Hole hole -> 0;
            case Piece.Data data -> data.length();
            case Part.Awaited awaited -> awaited.length();
        };
        waiting.add(part);
        settle();
    }

    /** How many bytes of all that was added are no holes. */
    long dataBytes() {
        return dataBytes;
    }

    /** Takes in what has names by now. Whether nothing waits any more. */
    public boolean settle() throws VaultException {
        if (broken.isPresent()) {
            throw Failures.again(broken.get());
        }
        try {
            return takeNamed();
        } catch (VaultException e) {
            broken = Optional.of(e);
            throw e;
        }
    }

    private boolean takeNamed() throws VaultException {
        while (!waiting.isEmpty()) {
            switch (waiting.peek()) {
                case Piece piece -> take(piece);
                case Part.Awaited awaited -> {
                    if (!awaited.done()) {
                        return false;
                    }
                    Workers.await(awaited.batch().done());
                    take(awaited.piece());
                }
            }
            waiting.remove();
        }
        return true;
    }

    private void take(Piece piece) throws VaultException {
        size += piece.length();
        Optional<Piece> joined = last.flatMap(before -> join(before, piece));
        if (joined.isEmpty() && last.isPresent()) {
            keep(last.get());
        }
        last = Optional.of(joined.orElse(piece));
    }

    private static Optional<Piece> join(Piece before, Piece piece) {
        if (before instanceof Piece.Hole && piece instanceof Piece.Hole) {
            return Optional.of(new Piece.Hole(before.length() + piece.length()));
        }
        if (before instanceof Piece.Data a && piece instanceof Piece.Data b && a.chunk().equals(b.chunk())
                && a.offset() + a.length() == b.offset()) {
            return Optional.of(new Piece.Data(a.chunk(), a.offset(), a.length() + b.length()));
        }
        return Optional.empty();
    }

    private void keep(Piece piece) throws VaultException {
        if (nodes.isEmpty() && inLine.size() < Content.IN_LINE) {
            inLine.add(piece);
            return;
        }
        if (nodes.isEmpty()) {
            nodes = Optional.of(new NodeBuilder(sink, NodeType.PIECES));
            for (Piece early : inLine) {
                store(nodes.get(), early);
            }
            inLine.clear();
        }
        store(nodes.get(), piece);
    }

    private static void store(NodeBuilder builder, Piece piece) throws VaultException {
        Encoder out = new Encoder(48);
        piece.write(out);
        builder.add(out.toBytes(), piece.hash(), NO_KEY, piece.length());
    }

    /** Ends the content; waits for the names that are missing. */
    public Content finish() throws VaultException {
        while (!settle()) {
            if (waiting.peek() instanceof Part.Awaited awaited) {
                Workers.await(awaited.batch().done());
            }
        }
        if (last.isPresent()) {
            keep(last.get());
            last = Optional.empty();
        }
        return new Content(size, dataBytes, inLine, nodes.isPresent() ? nodes.get().finish() : Optional.empty());
    }
}
