package org.redoubt.vault.stream;

import java.util.List;
import java.util.Optional;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.fuzz.Target;
import org.redoubt.vault.manifest.Child;
import org.redoubt.vault.manifest.Root;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;

/** Streams and their pieces. */
public final class PieceTargets {
    private PieceTargets() {
    }

    /** All of this package. */
    public static List<Target> all() {
        ChunkId chunk = new ChunkId(1, 2, 3, 4);
        List<Piece> pieces = List.of(new Piece.Hole(10), new Piece.Data(chunk, 0, 20), new Piece.Data(chunk, 5, 7));
        byte[][] each = pieces.stream().map(piece -> {
            Encoder out = new Encoder();
            piece.write(out);
            return out.toBytes();
        }).toArray(byte[][]::new);
        Optional<Root> top = Optional.of(new Root(2, new Child(chunk, 1000, 1 << 30, new byte[0])));
        return List.of(Target.of("piece", bytes -> Piece.read(new Decoder(bytes)), each),
                Target.of("root of a stream", StreamRoot::decode, StreamRoot.encode(new Content(37, 27, pieces, Optional.empty())),
                        StreamRoot.encode(new Content(1L << 40, 1 << 30, List.of(), top))));
    }
}
