package org.redoubt.vault.repair;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.index.Found;
import org.redoubt.vault.index.SessionCatalogue;
import org.redoubt.vault.session.DataIds;
import org.redoubt.vault.session.DataWalk;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.stream.ContentWalk;

/** What is needed, and what of that cannot be read, as far as that can be told: below a node that is lost nobody sees. For one thread. */
final class Needs implements LiveData.Visitor, ContentWalk.Seen {
    private final SessionCatalogue catalogue;
    private final DataWalk walk;
    private final BitSet live = new BitSet();
    private final Map<ChunkId, Area> missing = new HashMap<>();

    Needs(SessionCatalogue catalogue, ChunkSource chunks) {
        this.catalogue = catalogue;
        this.walk = new DataWalk(chunks);
    }

    /** The chunks that are lost, each with what it is. */
    Map<ChunkId, Area> missing() {
        return missing;
    }

    /** Whether the chunk with a number in the view of the catalogue is needed. */
    boolean isLive(int number) {
        return live.get(number);
    }

    /** Whether it is known and was not seen before. */
    private boolean mark(ChunkId id, Area area) {
        Optional<Found> found = catalogue.view().find(id);
        if (found.isEmpty()) {
            missing.put(id, area);
            return false;
        }
        int number = found.get().number();
        boolean fresh = !live.get(number);
        live.set(number);
        return fresh;
    }

    @Override
    public boolean enter(ChunkId node) {
        return mark(node, Area.METADATA);
    }

    @Override
    public void data(ChunkId chunk) {
        mark(chunk, Area.DATA);
    }

    @Override
    public boolean strict() {
        return false;
    }

    @Override
    public void data(String checkpoint, DataId id) throws VaultException {
        try {
            walk.walk(id, this);
        } catch (VaultException e) {
            if (e.kind() != ProblemKind.DAMAGED) {
                throw e;
            }
            missing.put(DataIds.of(id).root(id), Area.METADATA);
        }
    }

    @Override
    public void unfinished(String checkpoint, DataId id) {
        // Who goes on with it stores what is not there.
    }
}
