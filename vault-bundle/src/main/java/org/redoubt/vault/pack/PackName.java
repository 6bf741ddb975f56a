package org.redoubt.vault.pack;

import java.util.HexFormat;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.Sha256;

/**
 * The name of a pack: the SHA-256 of its bytes, so that anybody can check it, and 64 random bits, so that no key is ever used
 * twice: a pack that was deleted and written again has another key, and a late delete can do no harm.
 *
 * @param area what it holds
 * @param sha256 the hash of all its bytes, in hexadecimal
 * @param random the random bits
 */
public record PackName(Area area, String sha256, long random) {

    /** Where the pack stands in the bank. */
    public Key key(Prefix vault) {
        return vault.key("packs/" + area.letter() + "/" + sha256 + "-" + HexFormat.of().toHexDigits(random));
    }

    /** Appends the name. */
    public void write(Encoder out) {
        out.u8(area.letter()).raw(HexFormat.of().parseHex(sha256)).u64(random);
    }

    /** Reads a name. */
    public static PackName read(Decoder in) throws FormatException {
        return new PackName(Area.of(in.u8()), HexFormat.of().formatHex(in.raw(Sha256.LENGTH)), in.u64());
    }
}
