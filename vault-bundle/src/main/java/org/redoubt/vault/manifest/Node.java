package org.redoubt.vault.manifest;

import java.util.ArrayList;
import java.util.List;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;

/**
 * A node as it is stored: a leaf with items, or one with children.
 *
 * @param level 0 for a leaf, else one more than its children
 * @param items the items of a leaf
 * @param children the children of another
 */
public record Node(int level, List<byte[]> items, List<Child> children) {
    private static final int MAGIC = 'N';

    static byte[] encode(NodeType type, int level, int count, Encoder items) {
        return new Encoder(items.size() + 8).u8(MAGIC).u8(type.letter()).u8(level).varint(count).raw(items.toBytes()).toBytes();
    }

    /** Reads a node of a type. */
    static Node decode(NodeType type, byte[] bytes) throws FormatException {
        Decoder in = new Decoder(bytes);
        if (in.u8() != MAGIC || in.u8() != type.letter()) {
            throw new FormatException("it is no node of the expected type");
        }
        int level = in.u8();
        int count = in.count();
        List<byte[]> items = new ArrayList<>();
        List<Child> children = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (level == 0) {
                items.add(in.blob());
            } else {
                children.add(Child.read(in));
            }
        }
        in.done();
        return new Node(level, items, children);
    }

    boolean leaf() {
        return level == 0;
    }
}
