package org.redoubt.vault.chunk;

import javax.crypto.Mac;
import org.redoubt.vault.seal.Hkdf;

/** Names chunks: HMAC with SHA-256 under a key of the vault, over a byte for the area and the chunk. For one thread. */
public final class Identity {
    private final Mac mac;

    /**
     * @param key the key by which all chunks of a vault are named
     */
    public Identity(byte[] key) {
        mac = Hkdf.mac(key);
    }

    /** The name of a chunk. */
    public ChunkId name(Area area, byte[] bytes, int offset, int length) {
        mac.update((byte) area.letter());
        mac.update(bytes, offset, length);
        return ChunkId.wrap(mac.doFinal());
    }
}
