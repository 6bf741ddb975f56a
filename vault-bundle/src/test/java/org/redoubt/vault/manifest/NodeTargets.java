package org.redoubt.vault.manifest;

import java.util.List;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.fuzz.Target;
import org.redoubt.vault.wire.Encoder;

/** Nodes of lists. */
public final class NodeTargets {
    private NodeTargets() {
    }

    /** All of this package. */
    public static List<Target> all() {
        byte[] leaf = Node.encode(NodeType.PIECES, 0, 2, new Encoder().blob(new byte[] {0, 10}).blob(new byte[] {0, 20}));
        Encoder children = new Encoder();
        for (int i = 0; i < 2; i++) {
            new Child(new ChunkId(i, 2, 3, 4), 10, 1000, new byte[] {'a'}).write(children);
        }
        return List.of(Target.of("node of pieces", bytes -> Node.decode(NodeType.PIECES, bytes), leaf),
                Target.of("node of entries", bytes -> Node.decode(NodeType.ENTRIES, bytes), Node.encode(NodeType.ENTRIES, 1, 2, children)));
    }
}
