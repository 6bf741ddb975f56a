package org.redoubt.vault.manifest;

import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;

/**
 * The top of a tree of nodes.
 *
 * @param levels how many levels of nodes there are, at least 1
 * @param child the topmost node
 */
public record Root(int levels, Child child) {
    private static final int MOST_LEVELS = 32;

    /** Appends it. */
    public void write(Encoder out) {
        out.u8(levels);
        child.write(out);
    }

    /** Reads it, behind its number of levels. */
    public static Root read(int levels, Decoder in) throws FormatException {
        if (levels < 1 || levels > MOST_LEVELS) {
            throw new FormatException("it has an impossible depth");
        }
        return new Root(levels, Child.read(in));
    }
}
