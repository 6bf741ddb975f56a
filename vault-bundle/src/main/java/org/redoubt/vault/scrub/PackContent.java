package org.redoubt.vault.scrub;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.chunk.Codecs;
import org.redoubt.vault.chunk.RecordCodec;
import org.redoubt.vault.index.Location;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.key.Keyring;
import org.redoubt.vault.pack.PackDirectory;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.seal.ObjectKey;
import org.redoubt.vault.seal.Salt;
import org.redoubt.vault.seal.SealedHeader;
import org.redoubt.vault.seal.WrongKeyException;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.ObjectHeader;

/**
 * Looks into packs with the keys of the vault: at each chunk that the index names, and at what the pack says of itself. Thread-safe.
 *
 * @param keyring the keys
 * @param codecs how records are read
 */
public record PackContent(Keyring keyring, Codecs codecs) {

    /** The chunks of a pack that cannot be read as what they are. */
    Set<ChunkId> lost(PackWork work, byte[] bytes) {
        PackWork.Contents contents = work.contents().orElseThrow();
        return lost(work.name(), contents.salt(), contents.entries(), bytes);
    }

    /** Those of some chunks that cannot be read where they should stand in a pack with that salt. */
    public Set<ChunkId> lost(PackName name, Salt salt, List<Run.Entry> entries, byte[] bytes) {
        Set<ChunkId> lost = new HashSet<>();
        try (Codecs.Loan loan = codecs.lend()) {
            SecretKey key = keyring.of(ObjectHeader.PACK, salt).content();
            for (Run.Entry entry : entries) {
                if (!isGood(loan.codec(), new RecordCodec.Address(name.area(), entry.id(), key, entry.place().offset()), bytes, entry.place().stored())) {
                    lost.add(entry.id());
                }
            }
        } catch (WrongKeyException e) {
            entries.forEach(entry -> lost.add(entry.id()));
        }
        return lost;
    }

    private static boolean isGood(RecordCodec codec, RecordCodec.Address address, byte[] bytes, int length) {
        if (address.position() + length > bytes.length) {
            return false;
        }
        try {
            codec.view(address, bytes, (int) address.position(), length);
            return true;
        } catch (FormatException e) {
            return false;
        }
    }

    /**
     * What a pack says of itself.
     *
     * @param salt what its keys come from
     * @param entries its chunks
     */
    public record Opened(Salt salt, List<Run.Entry> entries) {
    }

    /** Reads what a pack says of itself; empty if that is damaged. */
    public Optional<Opened> open(byte[] bytes) {
        try {
            return Optional.of(read(bytes));
        } catch (FormatException e) {
            return Optional.empty();
        }
    }

    private Opened read(byte[] bytes) throws FormatException {
        List<Run.Entry> records = new ArrayList<>();
        byte[] header = Arrays.copyOf(bytes, SealedHeader.LENGTH);
        SealedHeader read = SealedHeader.read(ObjectHeader.PACK, new Decoder(header));
        ObjectKey key = keyring.of(ObjectHeader.PACK, read);
        int end = Math.max(0, bytes.length - PackDirectory.TRAILER);
        int begin = PackDirectory.offset(Arrays.copyOfRange(bytes, end, bytes.length), bytes.length);
        PackDirectory.read(key, header, Arrays.copyOfRange(bytes, begin, bytes.length)).forEach((id, offset, stored, raw) ->
                records.add(new Run.Entry(id, new Location(0, offset, stored, raw))));
        return new Opened(read.salt(), records);
    }

    /** What is wrong with what a pack says of itself: without that no index could be made again. */
    Optional<String> directory(PackWork work, byte[] bytes) {
        Set<Run.Entry> records;
        try {
            records = new HashSet<>(read(bytes).entries());
        } catch (FormatException e) {
            return Optional.of("Its list of chunks cannot be read: " + e.getMessage() + ". Its chunks can.");
        }
        long missing = work.contents().orElseThrow().entries().stream().filter(entry -> !records.contains(at(entry))).count();
        return missing == 0 ? Optional.empty() : Optional.of("Its list of chunks lacks " + missing + " that the index names.");
    }

    private static Run.Entry at(Run.Entry entry) {
        Location place = entry.place();
        return new Run.Entry(entry.id(), new Location(0, place.offset(), place.stored(), place.raw()));
    }
}
