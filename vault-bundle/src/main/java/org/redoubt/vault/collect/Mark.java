package org.redoubt.vault.collect;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.Found;
import org.redoubt.vault.index.Index;
import org.redoubt.vault.index.IndexView;
import org.redoubt.vault.index.SessionCatalogue;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.session.DataWalk;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.stream.ContentWalk;

/**
 * Finds the chunks that are needed: what was found stays so, and what was walked is not walked again, so that a second pass costs only what is
 * new. Two sets of bits, of two bits a chunk each. For one thread.
 */
final class Mark implements LiveData.Visitor {
    private final SessionCatalogue catalogue;
    private final DataWalk data;
    private final BitSet live = new BitSet();
    private final BitSet whole = new BitSet();
    private final Set<PackName> spared = new HashSet<>();

    Mark(SessionCatalogue catalogue, ChunkSource chunks) {
        this.catalogue = catalogue;
        this.data = new DataWalk(chunks);
    }

    /** Whether the chunk with a number in the view of the catalogue is needed. */
    boolean isLive(int number) {
        return live.get(number);
    }

    private final class Walk implements ContentWalk.Seen {
        private final boolean strict;

        Walk(boolean strict) {
            this.strict = strict;
        }

        @Override
        public boolean strict() {
            return strict;
        }

        @Override
        public boolean enter(ChunkId node) {
            Optional<Found> found = catalogue.view().find(node);
            if (found.isEmpty()) {
                // To read it fails, and tells why.
                return strict;
            }
            int number = found.get().number();
            // What was walked although parts were missing has to be walked again by who needs all of it.
            boolean known = strict ? whole.get(number) : live.get(number);
            live.set(number);
            if (strict) {
                whole.set(number);
            }
            return !known;
        }

        @Override
        public void data(ChunkId chunk) throws VaultException {
            Optional<Found> found = catalogue.view().find(chunk);
            if (found.isPresent()) {
                live.set(found.get().number());
            } else if (!isLost(chunk) && strict) {
                throw Failures.damaged(catalogue.suspect(), "no readable index object names the chunk " + chunk);
            }
        }
    }

    /** What is lost and needed keeps the pack that it is lost in: somebody may put it back. */
    private boolean isLost(ChunkId chunk) {
        Index lost = catalogue.lost();
        Optional<Found> found = lost.find(chunk);
        found.ifPresent(place -> spared.add(lost.pack(place.place().pack()).name()));
        return found.isPresent();
    }

    /** The packs that have to stay although nothing in them can be read that is needed. */
    Set<PackName> spared() {
        return spared;
    }

    @Override
    public void data(String checkpoint, DataId id) throws VaultException {
        try {
            data.walk(id, new Walk(true));
        } catch (VaultException e) {
            throw new VaultException(Problem.of(e.kind(), "The data of the checkpoint " + checkpoint + " cannot be read whole, so nobody can tell what it needs: "
                    + e.problem().message()).hint("Verify the checkpoint; delete it if it cannot be helped. Nothing was deleted.").subject(checkpoint), e);
        }
    }

    @Override
    public void unfinished(String checkpoint, DataId id) throws VaultException {
        pinned(id);
    }

    /** Takes what somebody reads, or may go on with, as far as it is there. */
    void pinned(DataId id) throws VaultException {
        try {
            data.walk(id, new Walk(false));
        } catch (VaultException e) {
            switch (e.kind()) {
                case DAMAGED, NOT_FOUND -> {
                    // What is there of it is kept.
                }
                default -> throw e;
            }
        }
    }

    /** What can be read. */
    IndexView view() {
        return catalogue.view();
    }
}
