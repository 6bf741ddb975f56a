package org.redoubt.vault.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.crypto.SecretKey;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.vault.chunk.Codecs;
import org.redoubt.vault.chunk.RecordCodec;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.seal.WrongKeyException;
import org.redoubt.vault.wire.FormatException;

/**
 * Reads stretches of packs: by one access each, opened record after record by one thread, in memory that is used again. What cannot be
 * opened is passed over in silence, as somebody else knows what to try next and whom to blame. Thread-safe.
 */
final class StretchReader {
    private final Backing backing;
    private final PackKeys keys;
    private final Buffers buffers = new Buffers(Stretch.LONGEST);

    StretchReader(Backing backing, PackKeys keys) {
        this.backing = backing;
        this.keys = keys;
    }

    /**
     * Begins to read.
     *
     * @return the numbers of those that were taken
     */
    CompletableFuture<List<Integer>> begin(Stretch stretch, Run.PackEntry pack, ChunkTaker taker) {
        byte[] buffer = buffers.take(stretch.length());
        // Not on the threads that compute, which serve all sessions: whoever takes it may be a file on a disk that hangs.
        return backing.workers().access(() -> open(stretch, pack, buffer, read(stretch, pack, buffer), taker))
                .whenComplete((numbers, failure) -> buffers.give(buffer));
    }

    /** How many bytes of a stretch there are; none where the bank does not give it. */
    private int read(Stretch stretch, Run.PackEntry pack, byte[] into) {
        long length = Math.min(stretch.length(), pack.size() - stretch.offset());
        if (length <= 0) {
            return 0;
        }
        try (InputStream in = backing.bank().get(pack.name().key(backing.vault()), ByteRange.of(stretch.offset(), length))) {
            return in.readNBytes(into, 0, (int) length);
        } catch (IOException | BankException e) {
            return 0;
        }
    }

    private List<Integer> open(Stretch stretch, Run.PackEntry pack, byte[] bytes, int length, ChunkTaker taker) {
        List<Integer> taken = new ArrayList<>(stretch.parts().size());
        try (Codecs.Loan loan = backing.codecs().lend()) {
            SecretKey key = keys.content(pack);
            for (Stretch.Part part : stretch.parts()) {
                int begin = part.place().offset() - stretch.offset();
                RecordCodec.Address address = new RecordCodec.Address(pack.name().area(), part.id(), key, part.place().offset());
                if (begin + part.place().stored() <= length && give(part, address, loan.codec(), bytes, begin, taker)) {
                    taken.add(part.number());
                }
            }
            return taken;
        } catch (WrongKeyException other) {
            return List.of();
        }
    }

    private static boolean give(Stretch.Part part, RecordCodec.Address address, RecordCodec codec, byte[] bytes, int begin, ChunkTaker taker) {
        ByteBuffer chunk;
        try {
            chunk = codec.view(address, bytes, begin, part.place().stored());
        } catch (FormatException damaged) {
            return false;
        }
        taker.take(part.number(), chunk);
        return true;
    }
}
