package org.redoubt.engine.checkpoint;

import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.engine.document.DocumentStore;

/**
 * Brings the index into agreement with the checkpoints.
 *
 * @param documents where
 * @param index the index
 * @param reader reads what is there of a checkpoint
 */
record Rebuild(DocumentStore documents, Index index, FactsReader reader) {
    long run() throws BankException {
        long changed = 0;
        for (CheckpointId id : Layout.ids(documents)) {
            changed += agree(id);
        }
        for (CheckpointId deleted : Layout.deleted(documents)) {
            changed += agree(deleted);
        }
        return changed;
    }

    private long agree(CheckpointId id) throws BankException {
        Optional<Facts> facts = reader.read(id);
        if (facts.isEmpty()) {
            return 0;
        }
        boolean purged = facts.get().status() == CheckpointStatus.PURGED;
        return purged ? index.remove(id, facts.get().identity()) : index.add(id, facts.get().identity());
    }
}
