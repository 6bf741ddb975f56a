package org.redoubt.vault.chunk;

import java.nio.ByteBuffer;
import javax.crypto.SecretKey;
import org.redoubt.vault.seal.Gcm;
import org.redoubt.vault.wire.FormatException;

/**
 * Names chunks, makes the records that are sealed into packs, and opens them. One after the other on one chunk, so that it stays in the
 * cache of the processor. For one thread at a time.
 */
public final class RecordCodec implements AutoCloseable {
    /** The longest chunk there can be; a record that claims more is refused before memory is taken for it. */
    public static final int LONGEST = 1 << 20;

    private final Identity identity;
    private final Compression compression;
    private final Gcm gcm = new Gcm();
    private byte[] opened = new byte[2 * Chunker.MAX];

    /**
     * @param idKey the key by which all chunks of a vault are named
     * @param level how hard to compress, as Zstandard counts it
     */
    public RecordCodec(byte[] idKey, int level) {
        this.identity = new Identity(idKey);
        this.compression = new Compression(level);
    }

    /** The name of a chunk. */
    public ChunkId identify(Area area, byte[] chunk, int offset, int length) {
        return identity.name(area, chunk, offset, length);
    }

    /**
     * Makes the record of a chunk, which is not sealed yet.
     *
     * @return how many bytes of {@link #record()} it fills
     */
    public int encode(byte[] chunk, int offset, int length) {
        return compression.pack(chunk, offset, length);
    }

    /** Where {@link #encode} leaves the record until the next call. */
    public byte[] record() {
        return compression.record();
    }

    /**
     * A record that stands somewhere.
     *
     * @param area what the chunk is
     * @param id its name
     * @param key what the content of the pack is sealed with
     * @param position where in the pack it begins
     */
    public record Address(Area area, ChunkId id, SecretKey key, long position) {
    }

    /**
     * The chunk of a sealed record, proven to be the one that has this id.
     *
     * @throws FormatException if the record is damaged or of another chunk
     */
    public byte[] decode(Address address, byte[] sealed, int offset, int length) throws FormatException {
        int plain = open(address, sealed, offset, length);
        byte[] chunk = compression.unpack(opened, plain);
        prove(address, chunk, 0, chunk.length);
        return chunk;
    }

    /**
     * The same without memory of its own: it stays as it is until the next call.
     *
     * @throws FormatException if the record is damaged or of another chunk
     */
    public ByteBuffer view(Address address, byte[] sealed, int offset, int length) throws FormatException {
        int plain = open(address, sealed, offset, length);
        ByteBuffer chunk = compression.view(opened, plain);
        prove(address, chunk.array(), chunk.position(), chunk.remaining());
        return chunk;
    }

    /**
     * Opens a sealed record to be sealed elsewhere, when it is proven to be the one that has this id.
     *
     * @return how many bytes of {@link #opened()} it fills
     * @throws FormatException if the record is damaged or of another chunk
     */
    public int reopen(Address address, byte[] sealed, int offset, int length) throws FormatException {
        int plain = open(address, sealed, offset, length);
        ByteBuffer chunk = compression.view(opened, plain);
        prove(address, chunk.array(), chunk.position(), chunk.remaining());
        return plain;
    }

    /** Where {@link #reopen} leaves the record until the next call. */
    public byte[] opened() {
        return opened;
    }

    private int open(Address address, byte[] sealed, int offset, int length) throws FormatException {
        if (opened.length < length) {
            opened = new byte[length];
        }
        return gcm.open(address.key(), 0, address.position(), address.id().bytes(), sealed, offset, length, opened, 0);
    }

    private void prove(Address address, byte[] bytes, int offset, int length) throws FormatException {
        if (!identity.name(address.area(), bytes, offset, length).equals(address.id())) {
            throw new FormatException("a chunk in it does not have the content that its name stands for");
        }
    }

    @Override
    public void close() {
        compression.close();
    }
}
