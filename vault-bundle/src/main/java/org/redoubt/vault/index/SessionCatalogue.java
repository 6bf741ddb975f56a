package org.redoubt.vault.index;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.bank.Key;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.live.Pins;
import org.redoubt.vault.pack.PackName;

/**
 * The catalogue as one session sees it: besides what is believed by all, what it has stored itself, and what was stored by earlier
 * attempts at the same checkpoint, which its own commit will name. Nothing of another session that is not committed: that may never
 * be. Methods that reach the bank are called on threads of the vault only. Thread-safe.
 */
public final class SessionCatalogue {
    private final Catalogue shared;
    private final Run.Origin origin;
    private final Pins pins;
    private final Index own;
    private final Set<String> runs = ConcurrentHashMap.newKeySet();

    /**
     * @param shared what all sessions of the process share
     * @param origin which session
     * @param pins what it needs
     */
    public SessionCatalogue(Catalogue shared, Run.Origin origin, Pins pins) {
        this.shared = shared;
        this.origin = origin;
        this.pins = pins;
        this.own = shared.newIndex();
    }

    /** Takes over what earlier attempts have left. */
    public void adopt() throws VaultException {
        adopt(origin.checkpoint());
    }

    /** Takes over what attempts at a checkpoint have left. */
    public void adopt(String checkpoint) throws VaultException {
        for (Map.Entry<Key, Run> left : shared.leftBy(checkpoint).entrySet()) {
            // All or nothing: a run is named as a whole, and nothing that it names may be gone then.
            if (left.getValue().packs().stream().allMatch(pack -> pins.refer(pack.name()))) {
                own.add(left.getValue());
                runs.add(left.getKey().name());
            }
        }
    }

    /** Finds from now on what a run says that nobody believes. */
    public void know(Run run) throws VaultException {
        own.add(run);
    }

    /** What is found besides what is believed by all. */
    public Index known() {
        return own;
    }

    /** Begins to refer to a chunk. Whether that may be: if not, it counts as if it were not there. */
    public boolean refer(ChunkId id) {
        IndexView view = view();
        Optional<Found> found = view.find(id);
        return found.isPresent() && pins.refer(view.pack(found.get().place().pack()).name());
    }

    /** Begins to refer to a pack that no run names. Whether that may be. */
    public boolean refer(PackName pack) {
        return pins.refer(pack);
    }

    /** Refers to a pack no more that turned out not to be there. */
    public void forget(PackName pack) {
        pins.forget(pack);
    }

    /** All packs that it refers to, its own included. */
    public Set<PackName> referred() {
        return pins.referred();
    }

    /** Refers to a pack that is about to be stored. */
    public void own(PackName pack) {
        pins.own(pack);
    }

    /** Which session. */
    public Run.Origin origin() {
        return origin;
    }

    /** What can be read now. */
    public IndexView view() {
        return new IndexView(shared.index(), own);
    }

    /** What is believed and known to be lost where it stands. */
    public Index lost() {
        return shared.lost();
    }

    /** Looks for what others have committed since. */
    public void refresh() throws VaultException {
        shared.refresh();
    }

    /** What is believed by all, and the decisions by which it is. */
    public Set<Key> ground() {
        return shared.ground();
    }

    /** Writes a run; how many bytes it has. */
    public long publish(Run run) throws VaultException {
        RunStore.Written written = shared.write(run);
        own.add(run);
        runs.add(written.key().name());
        return written.size();
    }

    /** The names of all runs that the commit of this session has to name. */
    public Set<String> runs() {
        return Set.copyOf(runs);
    }

    /** The object that is to blame when no run names a chunk. */
    public String suspect() {
        return shared.suspect();
    }
}
