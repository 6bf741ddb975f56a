package org.redoubt.vault.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.manifest.Root;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;

/** What a stream or file consists of: few pieces in line, or the top of a tree of nodes that holds many. */
public final class Content {
    /** How many pieces stand in line at the most. */
    static final int IN_LINE = 16;
    private static final long SMALL = 256 << 10;
    private static final long FEW = 2 << 20;

    private final long size;
    private final long dataBytes;
    private final List<Piece> pieces;
    private final Optional<Root> root;

    Content(long size, long dataBytes, List<Piece> pieces, Optional<Root> root) {
        this.size = size;
        this.dataBytes = dataBytes;
        this.pieces = List.copyOf(pieces);
        this.root = root;
    }

    /** The size in bytes, holes counted. */
    public long size() {
        return size;
    }

    /** The bytes that are no holes. */
    public long dataBytes() {
        return dataBytes;
    }

    List<Piece> pieces() {
        return pieces;
    }

    Optional<Root> root() {
        return root;
    }

    /** Whether it has so few chunks that all of them can be in memory. */
    boolean hasFewChunks() {
        return root.isEmpty() && size <= FEW;
    }

    /** The chunks of what is small enough to be read at once; none of anything else. */
    public List<ChunkId> smallChunks() {
        return size > SMALL ? List.of() : pieces.stream().filter(Piece.Data.class::isInstance).map(piece -> ((Piece.Data) piece).chunk()).toList();
    }

    /** Whether it was stored as the same pieces, and so has the same bytes. */
    public boolean sameAs(Content other) {
        return size == other.size && pieces.equals(other.pieces) && root.map(Root::child).equals(other.root.map(Root::child));
    }

    /** Appends it. */
    public void write(Encoder out) {
        out.varint(size).varint(dataBytes);
        root.ifPresentOrElse(top -> top.write(out), () -> {
            out.u8(0).varint(pieces.size());
            pieces.forEach(piece -> piece.write(out));
        });
    }

    /** Reads it. */
    public static Content read(Decoder in) throws FormatException {
        long size = in.varint();
        long dataBytes = in.varint();
        int levels = in.u8();
        if (levels > 0) {
            return new Content(size, dataBytes, List.of(), Optional.of(Root.read(levels, in)));
        }
        List<Piece> pieces = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            pieces.add(Piece.read(in));
        }
        return new Content(size, dataBytes, pieces, Optional.empty());
    }
}
