package org.redoubt.vault.pack;

import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.ObjectHeader;

/** The list of the records of a pack that stands at its end, so that every index can be made again from packs alone. */
public final class PackDirectory {
    /** How many bytes one record takes in the list. */
    static final int ENTRY = ChunkId.LENGTH + 12;
    /** How many bytes follow the list: its offset, its length in records, its SHA-256. */
    public static final int TRAILER = 8 + ChunkId.LENGTH;

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

    void write(Encoder out, int offset) {
        out.raw(entries).u32(offset).u32(count());
        ChunkId.of(entries).write(out);
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
        int count = in.u31();
        if (offset < ObjectHeader.LENGTH || offset + (long) count * ENTRY + TRAILER != size) {
            throw new FormatException("its trailer does not fit its length");
        }
        return offset;
    }

    /**
     * Reads the list of a pack.
     *
     * @param tail the list and the trailer
     */
    public static PackDirectory read(byte[] tail) throws FormatException {
        Decoder in = new Decoder(tail);
        byte[] entries = in.raw(tail.length - (long) TRAILER);
        in.u31();
        if (in.u31() != entries.length / ENTRY || !ChunkId.read(in).equals(ChunkId.of(entries))) {
            throw new FormatException("its directory is not as it was written");
        }
        return new PackDirectory(entries);
    }
}
