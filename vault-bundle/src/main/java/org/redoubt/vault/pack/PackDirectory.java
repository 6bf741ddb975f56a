package org.redoubt.vault.pack;

import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.seal.Blocks;
import org.redoubt.vault.seal.ObjectKey;
import org.redoubt.vault.seal.SealedHeader;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;

/**
 * The list of the records of a pack that stands sealed at its end, so that every index can be made again from packs alone. Behind it
 * a trailer tells where it begins.
 */
public final class PackDirectory {
    /** How many bytes one record takes in the list. */
    static final int ENTRY = ChunkId.LENGTH + 12;
    /** How many bytes follow the list: its offset, its length when sealed. */
    public static final int TRAILER = 8;

    private final byte[] entries;

    PackDirectory(byte[] entries) {
        this.entries = entries;
    }

    /** Takes the records of a pack one by one. */
    public interface Visitor {
        /**
         * @param id the chunk
         * @param offset where its record begins in the pack
         * @param stored how long the record is
         * @param raw how long the chunk is
         */
        void record(ChunkId id, int offset, int stored, int raw) throws FormatException;
    }

    static long sealedLength(int entries) {
        return Blocks.sealedLength(entries) + TRAILER;
    }

    /** How many records there are. */
    public int count() {
        return entries.length / ENTRY;
    }

    /** Goes through the records in the order in which they stand. */
    public void forEach(Visitor visitor) throws FormatException {
        Decoder in = new Decoder(entries);
        while (in.left() > 0) {
            visitor.record(ChunkId.read(in), in.u31(), in.u31(), in.u31());
        }
    }

    void write(Encoder out, ObjectKey key, int offset) {
        int before = out.size();
        Blocks.seal(key.directory(), key.header(), entries, out);
        int length = out.size() - before;
        out.u32(offset).u32(length);
    }

    /**
     * Reads where the list of a pack begins.
     *
     * @param trailer the last {@link #TRAILER} bytes of the pack
     * @param size how long the pack is
     */
    public static int offset(byte[] trailer, long size) throws FormatException {
        Decoder in = new Decoder(trailer);
        int offset = in.u31();
        int length = in.u31();
        if (offset < SealedHeader.LENGTH || offset + (long) length + TRAILER != size) {
            throw new FormatException("its trailer does not fit its length");
        }
        return offset;
    }

    /**
     * Reads the list of a pack.
     *
     * @param key the keys of the pack
     * @param header the header of the pack as it stands there
     * @param tail the list and the trailer
     */
    public static PackDirectory read(ObjectKey key, byte[] header, byte[] tail) throws FormatException {
        int length = tail.length - TRAILER;
        if (length < 0) {
            throw new FormatException("it ends too early");
        }
        byte[] entries = Blocks.open(key.directory(), header, tail, 0, length);
        if (entries.length % ENTRY != 0) {
            throw new FormatException("its directory ends in the middle of a record");
        }
        return new PackDirectory(entries);
    }
}
