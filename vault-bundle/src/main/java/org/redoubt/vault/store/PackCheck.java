package org.redoubt.vault.store;

import java.util.BitSet;
import java.util.Optional;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.IndexView;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.work.Workers;

/**
 * Remembers which chunks were found good, so that none is read twice in one check, and checks what stands around the records of
 * the packs they are in. By the index as it was at the beginning. For one thread.
 */
public final class PackCheck {
    private final Backing backing;
    private final PackReader reader;
    private final IndexView index;
    private final BitSet good = new BitSet();
    private final BitSet packs = new BitSet();

    PackCheck(Backing backing) {
        this.backing = backing;
        this.reader = new PackReader(backing);
        this.index = backing.catalogue().view();
    }

    /** Whether a chunk was found good before. */
    public boolean known(ChunkId id) {
        return index.find(id).filter(found -> good.get(found.number())).isPresent();
    }

    /** A chunk was read and is good. */
    public void good(ChunkId id) {
        index.find(id).ifPresent(found -> {
            good.set(found.number());
            packs.set(found.place().pack());
        });
    }

    /** Takes what is wrong with a pack. */
    public interface Taker {
        /** Takes one. */
        void take(VaultException damage) throws VaultException;
    }

    /** Checks header and directory of every pack that a good chunk is in: without them an index could not be made again. */
    public void checkPacks(Taker taker) throws VaultException {
        for (int number = packs.nextSetBit(0); number >= 0; number = packs.nextSetBit(number + 1)) {
            Run.PackEntry pack = index.pack(number);
            Optional<VaultException> wrong = Workers.await(backing.workers().access(() -> check(pack)));
            if (wrong.isPresent()) {
                taker.take(wrong.get());
            }
        }
    }

    private Optional<VaultException> check(Run.PackEntry pack) throws VaultException {
        String object = pack.name().key(backing.vault()).toString();
        try {
            reader.list(pack);
            return Optional.empty();
        } catch (FormatException e) {
            return Optional.of(Failures.damaged(object, e.getMessage() + " (its chunks can be read)"));
        } catch (VaultException e) {
            if (e.kind() != ProblemKind.DAMAGED) {
                throw e;
            }
            return wasCollected(pack) ? Optional.empty() : Optional.of(e);
        }
    }

    /** Whether what is needed of a pack stands in another one by now. */
    private boolean wasCollected(Run.PackEntry pack) throws VaultException {
        backing.catalogue().refresh();
        return !backing.catalogue().view().names(pack.name());
    }
}
