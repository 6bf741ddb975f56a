package org.redoubt.vault.seal;

import java.security.MessageDigest;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.ObjectHeader;

/**
 * The header of a sealed object: after what every object begins with, the epoch, how the keys are made, the salt and the tag.
 *
 * @param salt the epoch and the salt
 * @param tag what only the right keys give
 */
public record SealedHeader(Salt salt, byte[] tag) {
    /** How many bytes it has. */
    public static final int LENGTH = ObjectHeader.LENGTH + Salt.LENGTH + 4 + ObjectKey.TAG;
    /** The keys of the object come from an epoch key and its salt; other ways may follow. */
    static final int MODE = 1;

    void write(ObjectHeader kind, Encoder out) {
        kind.write(out, LENGTH - ObjectHeader.LENGTH);
        salt.write(out);
        out.u32(MODE << 24).raw(tag);
    }

    /** Reads the header of an object of a kind. */
    public static SealedHeader read(ObjectHeader kind, Decoder in) throws FormatException {
        Decoder own = new Decoder(kind.read(in, LENGTH - ObjectHeader.LENGTH));
        Salt salt = Salt.read(own);
        if (own.u32() != MODE << 24) {
            throw new FormatException("its keys are made in a way that this release does not know");
        }
        return new SealedHeader(salt, own.raw(ObjectKey.TAG));
    }

    /** Refuses keys that are not those of the object. */
    public void check(ObjectKey key) throws WrongKeyException {
        if (!MessageDigest.isEqual(tag, key.tag())) {
            throw new WrongKeyException();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedHeader that && salt.equals(that.salt) && MessageDigest.isEqual(tag, that.tag);
    }

    @Override
    public int hashCode() {
        return salt.hashCode();
    }
}
