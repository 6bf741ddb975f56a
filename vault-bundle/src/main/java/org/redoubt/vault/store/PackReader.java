package org.redoubt.vault.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.SecretKey;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.chunk.Codecs;
import org.redoubt.vault.chunk.RecordCodec;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.Location;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.pack.PackDirectory;
import org.redoubt.vault.seal.ObjectKey;
import org.redoubt.vault.seal.SealedHeader;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.ObjectHeader;

/**
 * Reads what packs say of themselves, and records as they were before they were sealed. What is wrong with a pack is a {@link FormatException}.
 * Called on threads of the vault only. Thread-safe.
 *
 * @param backing where packs are
 */
public record PackReader(Backing backing) {

    /** Says which records of a pack are needed. */
    public interface Wanted {
        /** Whether the record of a chunk at an offset is. */
        boolean wants(ChunkId id, int offset);
    }

    /** All bytes of a pack; one more than it should have, if there are more. */
    byte[] read(Run.PackEntry pack) throws VaultException {
        return new PackFile(backing.bank(), backing.vault()).read(pack.name(), pack.size());
    }

    /** A part of a pack; shorter where the pack is. */
    byte[] read(Run.PackEntry pack, long offset, int length) throws VaultException {
        Key key = pack.name().key(backing.vault());
        try (InputStream in = backing.bank().get(key, ByteRange.of(offset, length))) {
            return in.readNBytes(length);
        } catch (IOException e) {
            throw Failures.unreadable(key.toString(), e);
        } catch (BankException e) {
            throw Failures.reading(key.toString(), e);
        }
    }

    /** The list of a pack, of which no more is read. */
    PackDirectory list(Run.PackEntry pack) throws VaultException, FormatException {
        byte[] head = read(pack, 0, SealedHeader.LENGTH);
        int begin = PackDirectory.offset(read(pack, pack.size() - PackDirectory.TRAILER, PackDirectory.TRAILER), pack.size());
        return list(pack, head, read(pack, begin, (int) (pack.size() - begin)));
    }

    /**
     * The list of a pack.
     *
     * @param head begins as the pack does
     * @param tail ends as the pack does
     */
    PackDirectory list(Run.PackEntry pack, byte[] head, byte[] tail) throws FormatException {
        if (head.length < SealedHeader.LENGTH || tail.length < PackDirectory.TRAILER) {
            throw new FormatException("it is cut off");
        }
        byte[] header = Arrays.copyOf(head, SealedHeader.LENGTH);
        ObjectKey keys = backing.keyring().of(ObjectHeader.PACK, SealedHeader.read(ObjectHeader.PACK, new Decoder(header)));
        int begin = PackDirectory.offset(Arrays.copyOfRange(tail, tail.length - PackDirectory.TRAILER, tail.length), pack.size());
        long from = begin - (pack.size() - tail.length);
        if (from < 0) {
            throw new FormatException("its list is longer than what was read of it");
        }
        return PackDirectory.read(keys, header, Arrays.copyOfRange(tail, (int) from, tail.length));
    }

    /**
     * Those records of a list that are needed, in the order in which they stand.
     *
     * @param count how many that should be
     */
    static List<Run.Entry> choose(PackDirectory list, Wanted wanted, int count) throws FormatException {
        List<Run.Entry> chosen = new ArrayList<>(count);
        list.forEach((id, offset, stored, raw) -> {
            if (wanted.wants(id, offset)) {
                chosen.add(new Run.Entry(id, new Location(0, offset, stored, raw)));
            }
        });
        if (chosen.size() != count) {
            throw new FormatException("its list has " + chosen.size() + " of " + count + " chunks that the index says are in it");
        }
        return chosen;
    }

    /**
     * Opens records, one after the other.
     *
     * @param bytes a part of the pack, or all of it
     * @param from where that begins in it
     */
    void open(Run.PackEntry pack, List<Run.Entry> records, byte[] bytes, int from, Records.Taker taker) throws FormatException {
        try (Codecs.Loan loan = backing.codecs().lend()) {
            SecretKey key = backing.keyring().of(ObjectHeader.PACK, pack.salt()).content();
            RecordCodec codec = loan.codec();
            for (Run.Entry record : records) {
                Location place = record.place();
                if (place.offset() - from + (long) place.stored() > bytes.length) {
                    throw new FormatException("it is cut off");
                }
                RecordCodec.Address address = new RecordCodec.Address(pack.name().area(), record.id(), key, place.offset());
                int length = codec.reopen(address, bytes, place.offset() - from, place.stored());
                taker.take(pack.name().area(), record.id(), codec.opened(), length, place.raw());
            }
        }
    }
}
