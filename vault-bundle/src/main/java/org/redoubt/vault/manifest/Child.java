package org.redoubt.vault.manifest;

import java.util.Arrays;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;

/**
 * What a node says of a node below it.
 *
 * @param id its chunk
 * @param items how many items the leaves below have
 * @param bytes how many bytes of streams they stand for
 * @param key the key of the first of them; empty where items have none
 */
public record Child(ChunkId id, long items, long bytes, byte[] key) {

    /** Appends it. */
    public void write(Encoder out) {
        id.write(out);
        out.varint(items).varint(bytes).blob(key);
    }

    /** Reads it. */
    public static Child read(Decoder in) throws FormatException {
        return new Child(ChunkId.read(in), in.varint(), in.varint(), in.blob());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Child that && id.equals(that.id) && items == that.items && bytes == that.bytes
                && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
