package org.redoubt.vault.pack;

import org.redoubt.api.bank.Body;
import org.redoubt.vault.chunk.ChunkId;

/**
 * A whole pack that is not in the bank yet.
 *
 * @param area what it holds
 * @param bytes holds the pack at its beginning
 * @param size how long the pack is
 * @param directory what is in it
 */
public record SealedPack(Area area, byte[] bytes, int size, PackDirectory directory) {

    /** A name for it. Hashes all of it. */
    public PackName name(long random) {
        return new PackName(area, ChunkId.of(ChunkId.sha256(), bytes, 0, size), random);
    }

    /** Its bytes, to be stored. */
    public Body body() {
        return Body.of(bytes, 0, size);
    }
}
