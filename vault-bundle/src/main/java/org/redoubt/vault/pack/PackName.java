package org.redoubt.vault.pack;

import java.util.HexFormat;
import java.util.regex.Pattern;
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
    private static final Pattern FORM = Pattern.compile("[a-z]/[0-9a-f]{64}-[0-9a-f]{16}");

    /** Where all packs stand in the bank. */
    public static Prefix all(Prefix vault) {
        return vault.resolve("packs");
    }

    /** Where the pack stands in the bank. */
    public Key key(Prefix vault) {
        return all(vault).key(path());
    }

    /** Where it stands among all packs. */
    public String path() {
        return area.letter() + "/" + sha256 + "-" + HexFormat.of().toHexDigits(random);
    }

    /** The reverse of {@link #path()}. */
    public static PackName parse(String path) throws FormatException {
        if (!FORM.matcher(path).matches()) {
            throw new FormatException("it holds no name of a pack");
        }
        return new PackName(Area.of(path.charAt(0)), path.substring(2, 66), HexFormat.fromHexDigitsToLong(path.substring(67)));
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
