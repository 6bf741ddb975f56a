package org.redoubt.vault.tree;

import java.util.Optional;
import org.redoubt.vault.manifest.Root;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;

/**
 * What a tree is: the chunk that gives it its name.
 *
 * @param count how many entries it has
 * @param bytes how many bytes its files have, holes not counted
 * @param root the top of its nodes; empty for a tree without entries
 */
public record TreeRoot(long count, long bytes, Optional<Root> root) {
    private static final int MAGIC = 'T';
    private static final int VERSION = 1;

    /** The bytes of the chunk. */
    public byte[] encode() {
        Encoder out = new Encoder();
        out.u8(MAGIC).u8(VERSION).varint(count).varint(bytes);
        root.ifPresentOrElse(top -> top.write(out), () -> out.u8(0));
        return out.toBytes();
    }

    /** Reads the bytes of the chunk. */
    public static TreeRoot decode(byte[] chunk) throws FormatException {
        Decoder in = new Decoder(chunk);
        if (in.u8() != MAGIC || in.u8() != VERSION) {
            throw new FormatException("it is no root of a tree that this release can read");
        }
        long count = in.varint();
        long bytes = in.varint();
        int levels = in.u8();
        Optional<Root> root = levels == 0 ? Optional.empty() : Optional.of(Root.read(levels, in));
        in.done();
        return new TreeRoot(count, bytes, root);
    }
}
