package org.redoubt.vault.scrub;

import java.util.Arrays;
import java.util.HashSet;
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
import org.redoubt.vault.seal.ObjectKey;
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
record PackContent(Keyring keyring, Codecs codecs) {

    /** The chunks of a pack that cannot be read as what they are. */
    Set<ChunkId> lost(PackWork work, byte[] bytes) {
        PackWork.Contents contents = work.contents().orElseThrow();
        Set<ChunkId> lost = new HashSet<>();
        try (Codecs.Loan loan = codecs.lend()) {
            SecretKey key = keyring.of(ObjectHeader.PACK, contents.salt()).content();
            for (Run.Entry entry : contents.entries()) {
                if (!isGood(loan.codec(), new RecordCodec.Address(work.name().area(), entry.id(), key, entry.place().offset()), bytes, entry.place().stored())) {
                    lost.add(entry.id());
                }
            }
        } catch (WrongKeyException e) {
            contents.entries().forEach(entry -> lost.add(entry.id()));
        }
        return lost;
    }

    private static boolean isGood(RecordCodec codec, RecordCodec.Address address, byte[] bytes, int length) {
        if (address.position() + length > bytes.length) {
            return false;
        }
        try {
            codec.decode(address, bytes, (int) address.position(), length);
            return true;
        } catch (FormatException e) {
            return false;
        }
    }

    /** What is wrong with what a pack says of itself: without that no index could be made again. */
    Optional<String> directory(PackWork work, byte[] bytes) {
        PackWork.Contents contents = work.contents().orElseThrow();
        Set<Run.Entry> records = new HashSet<>();
        try {
            byte[] header = Arrays.copyOf(bytes, SealedHeader.LENGTH);
            ObjectKey key = keyring.of(ObjectHeader.PACK, SealedHeader.read(ObjectHeader.PACK, new Decoder(header)));
            int end = Math.max(0, bytes.length - PackDirectory.TRAILER);
            int begin = PackDirectory.offset(Arrays.copyOfRange(bytes, end, bytes.length), bytes.length);
            PackDirectory.read(key, header, Arrays.copyOfRange(bytes, begin, bytes.length)).forEach((id, offset, stored, raw) ->
                    records.add(new Run.Entry(id, new Location(0, offset, stored, raw))));
        } catch (FormatException e) {
            return Optional.of("Its list of chunks cannot be read: " + e.getMessage() + ". Its chunks can.");
        }
        long missing = contents.entries().stream().filter(entry -> !records.contains(at(entry))).count();
        return missing == 0 ? Optional.empty() : Optional.of("Its list of chunks lacks " + missing + " that the index names.");
    }

    private static Run.Entry at(Run.Entry entry) {
        Location place = entry.place();
        return new Run.Entry(entry.id(), new Location(0, place.offset(), place.stored(), place.raw()));
    }
}
