package org.redoubt.vault.seal;

import java.util.HexFormat;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;

/**
 * What makes the keys of an object its own. Not secret.
 *
 * @param epoch the number of the epoch whose keys it goes with
 * @param hex 32 random bytes in hexadecimal
 */
public record Salt(int epoch, String hex) {
    /** How many bytes it has with the epoch. */
    public static final int LENGTH = 36;

    /** A salt of 32 bytes. */
    public static Salt of(int epoch, byte[] bytes) {
        return new Salt(epoch, HexFormat.of().formatHex(bytes));
    }

    /** Reads it. */
    public static Salt read(Decoder in) throws FormatException {
        int epoch = in.u31();
        return of(epoch, in.raw(32));
    }

    /** Appends it. */
    public void write(Encoder out) {
        out.u32(epoch).raw(bytes());
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
