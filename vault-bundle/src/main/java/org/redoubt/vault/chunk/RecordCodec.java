package org.redoubt.vault.chunk;

import org.redoubt.vault.wire.FormatException;

/**
 * Turns a chunk into the record that stands in a pack, and back. This is the seam for encryption: a codec that seals wraps one
 * that compresses, and takes over how a chunk is named, as a keyed id is. For one thread at a time.
 */
public interface RecordCodec extends AutoCloseable {

    /** The longest chunk that any codec takes or gives; a record that claims more is refused before memory is taken for it. */
    int LONGEST = 1 << 20;

    /** The name of a chunk. */
    ChunkId identify(byte[] chunk, int offset, int length);

    /**
     * Makes the record of a chunk.
     *
     * @return how many bytes of {@link #record()} it fills
     */
    int encode(ChunkId id, byte[] chunk, int offset, int length);

    /** Where {@link #encode} leaves the record until the next call. */
    byte[] record();

    /**
     * The chunk of a record, proven to be the one that has this id.
     *
     * @throws FormatException if the record is damaged or of another chunk
     */
    byte[] decode(ChunkId id, byte[] record, int offset, int length) throws FormatException;

    @Override
    void close();
}
