package org.redoubt.vault.pack;

import org.redoubt.api.bank.Body;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.seal.Salt;
import org.redoubt.vault.wire.Sha256;

/**
 * A whole pack that is not in the bank yet.
 *
 * @param area what it holds
 * @param salt what its keys come from
 * @param bytes holds the pack at its beginning
 * @param size how long the pack is
 * @param directory what is in it
 */
public record SealedPack(Area area, Salt salt, byte[] bytes, int size, PackDirectory directory) {

    /** A name for it. Hashes all of it. */
    public PackName name(long random) {
        return new PackName(area, Sha256.hex(bytes, 0, size), random);
    }

    /** Its bytes, to be stored. */
    public Body body() {
        return Body.of(bytes, 0, size);
    }
}
