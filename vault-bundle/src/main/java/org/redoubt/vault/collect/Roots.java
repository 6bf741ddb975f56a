package org.redoubt.vault.collect;

import java.util.HashSet;
import java.util.Set;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.index.SessionCatalogue;
import org.redoubt.vault.work.Workers;

/** Takes what is needed to the mark; what attempts have stored that nobody committed counts as long as their checkpoint may be gone on with. */
final class Roots implements LiveData.Visitor {
    private final Workers workers;
    private final SessionCatalogue catalogue;
    private final Mark mark;
    private final Set<String> unfinished = new HashSet<>();
    private final Set<String> adopted = new HashSet<>();

    Roots(Workers workers, SessionCatalogue catalogue, Mark mark) {
        this.workers = workers;
        this.catalogue = catalogue;
        this.mark = mark;
    }

    /** The checkpoints that somebody may go on with. */
    Set<String> unfinished() {
        return unfinished;
    }

    /** Begins to look once more: there may be more of them, and more of what they have. */
    void again() {
        adopted.clear();
    }

    @Override
    public void data(String checkpoint, DataId id) throws VaultException {
        mark.data(checkpoint, id);
    }

    @Override
    public void unfinished(String checkpoint, DataId id) throws VaultException {
        unfinished.add(checkpoint);
        if (adopted.add(checkpoint)) {
            Workers.await(workers.access(() -> {
                catalogue.adopt(checkpoint);
                return null;
            }));
        }
        mark.pinned(id);
    }
}
