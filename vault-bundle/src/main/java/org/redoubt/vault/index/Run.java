package org.redoubt.vault.index;

import java.util.ArrayList;
import java.util.List;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.pack.Area;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.ObjectHeader;

/**
 * The content of an index object: a list of packs with their lengths, then the chunks that are in them, sorted by id. A
 * listing of the packs needs only the beginning, so missing packs can be found without reading the chunks.
 *
 * @param packs the packs
 * @param entries the chunks
 */
public record Run(List<PackEntry> packs, List<Entry> entries) {
    /** How many chunks one run holds at the most, which bounds the memory that reading or writing it takes. */
    public static final int LONGEST = 1 << 16;

    /**
     * A pack that a run names.
     *
     * @param name its name
     * @param size its bytes
     */
    public record PackEntry(PackName name, long size) {
    }

    /**
     * A chunk that a run names.
     *
     * @param id the chunk
     * @param place where it is; the pack is a number in the run's own list
     */
    public record Entry(ChunkId id, Location place) {
    }

    /** The bytes of the object. */
    public byte[] encode() {
        Encoder out = new Encoder(64 + packs.size() * 64 + entries.size() * 48);
        ObjectHeader.RUN.write(out);
        out.u32(packs.size());
        for (PackEntry pack : packs) {
            out.u8(pack.name().area().letter());
            pack.name().sha256().write(out);
            out.u64(pack.name().random()).u64(pack.size());
        }
        out.u32(entries.size());
        for (Entry entry : entries) {
            entry.id().write(out);
            out.u32(entry.place().pack()).u32(entry.place().offset()).u32(entry.place().stored()).u32(entry.place().raw());
        }
        return out.toBytes();
    }

    /** Reads the bytes of the object. */
    public static Run decode(byte[] bytes) throws FormatException {
        Decoder in = new Decoder(bytes);
        ObjectHeader.RUN.read(in);
        List<PackEntry> packs = new ArrayList<>();
        for (int left = in.u31(); left > 0; left--) {
            packs.add(new PackEntry(new PackName(Area.of(in.u8()), ChunkId.read(in), in.u64()), in.u64()));
        }
        List<Entry> entries = new ArrayList<>();
        for (int left = in.u31(); left > 0; left--) {
            Entry entry = new Entry(ChunkId.read(in), new Location(in.u31(), in.u31(), in.u31(), in.u31()));
            if (entry.place().pack() >= packs.size()) {
                throw new FormatException("it names a pack that it does not list");
            }
            entries.add(entry);
        }
        in.done();
        return new Run(packs, entries);
    }
}
