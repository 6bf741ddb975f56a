package org.redoubt.vault.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.redoubt.api.bank.Key;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.key.Keyring;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.seal.Blocks;
import org.redoubt.vault.seal.ObjectKey;
import org.redoubt.vault.seal.Salt;
import org.redoubt.vault.seal.SealedHeader;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.ObjectHeader;
import org.redoubt.vault.wire.Sha256;

/**
 * The content of an index object: a list of packs with their lengths, which lies open so that missing packs can be found without a key,
 * then sealed who wrote them, the salts of the packs and the chunks that are in them, sorted by id.
 *
 * @param origin who wrote it
 * @param packs the packs
 * @param entries the chunks
 */
public record Run(Origin origin, List<PackEntry> packs, List<Entry> entries) {
    /** How many chunks one run holds at the most, which bounds the memory that reading or writing it takes. */
    public static final int LONGEST = 1 << 16;

    /**
     * The session that wrote a run.
     *
     * @param checkpoint the id of the checkpoint that it stores data of
     * @param session its id
     * @param decision the key of the document by which the session is committed or fenced
     */
    public record Origin(String checkpoint, String session, String decision) {
    }

    /**
     * A pack that a run names.
     *
     * @param name its name
     * @param size its bytes
     * @param salt what its keys come from
     */
    public record PackEntry(PackName name, long size, Salt salt) {
    }

    /**
     * A chunk that a run names.
     *
     * @param id the chunk
     * @param place where it is; the pack is a number in the run's own list
     */
    public record Entry(ChunkId id, Location place) {
    }

    /** The pack that a chunk of this run is in. */
    public PackEntry pack(Entry entry) {
        return packs.get(entry.place().pack());
    }

    /** This run with some of its chunks only; itself if these are all. */
    public Run only(Predicate<Entry> wanted) {
        return entries.stream().allMatch(wanted) ? this : new Run(origin, packs, entries.stream().filter(wanted).toList());
    }

    /** The bytes of the object. */
    public byte[] encode(Keyring keyring) {
        ObjectKey key = keyring.make(ObjectHeader.RUN);
        Encoder open = new Encoder(256 + packs.size() * 64).raw(key.header()).u32(packs.size());
        Encoder sealed = new Encoder(256 + packs.size() * Salt.LENGTH + entries.size() * 48);
        sealed.text(origin.checkpoint()).text(origin.session()).text(origin.decision());
        for (PackEntry pack : packs) {
            pack.name().write(open);
            open.u64(pack.size());
            pack.salt().write(sealed);
        }
        sealed.u32(entries.size());
        for (Entry entry : entries) {
            entry.id().write(sealed);
            sealed.u32(entry.place().pack()).u32(entry.place().offset()).u32(entry.place().stored()).u32(entry.place().raw());
        }
        byte[] clear = open.toBytes();
        Encoder out = new Encoder((int) Math.addExact(clear.length, Blocks.sealedLength(sealed.size()))).raw(clear);
        Blocks.seal(key.content(), Sha256.of(clear), sealed.toBytes(), out);
        return out.toBytes();
    }

    private record Clear(PackName name, long size) {
    }

    /** Reads the bytes of the object. */
    public static Run decode(Keyring keyring, byte[] bytes) throws FormatException {
        Decoder open = new Decoder(bytes);
        SealedHeader header = SealedHeader.read(ObjectHeader.RUN, open);
        List<Clear> names = new ArrayList<>();
        for (int left = open.u31(); left > 0; left--) {
            names.add(new Clear(PackName.read(open), open.u64()));
        }
        int clear = bytes.length - open.left();
        byte[] content = Blocks.open(keyring.of(ObjectHeader.RUN, header).content(), Sha256.of(bytes, 0, clear), bytes, clear, open.left());
        return decode(names, new Decoder(content));
    }

    /** The packs that the bytes of an object name, with their lengths, for who has no key. Whether it counts nobody knows then. */
    public static Map<PackName, Long> named(byte[] bytes) throws FormatException {
        Decoder open = new Decoder(bytes);
        SealedHeader.read(ObjectHeader.RUN, open);
        Map<PackName, Long> packs = new HashMap<>();
        for (int left = open.u31(); left > 0; left--) {
            packs.put(PackName.read(open), open.u64());
        }
        return packs;
    }

    private static String key(String text) throws FormatException {
        try {
            return Key.of(text).toString();
        } catch (IllegalArgumentException e) {
            throw new FormatException("it names a decision that is no key");
        }
    }

    private static Run decode(List<Clear> names, Decoder in) throws FormatException {
        Origin origin = new Origin(in.text(), in.text(), key(in.text()));
        List<PackEntry> packs = new ArrayList<>();
        for (Clear pack : names) {
            packs.add(new PackEntry(pack.name(), pack.size(), Salt.read(in)));
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
        return new Run(origin, packs, entries);
    }
}
