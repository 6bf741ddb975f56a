package org.redoubt.engine.checkpoint;

import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
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
        for (Key deletion : documents.list(Layout.DELETIONS)) {
            Optional<CheckpointId> id = Layout.id(deletion.name());
            if (id.isPresent()) {
                changed += agree(id.get());
            }
        }
        return changed;
    }

    private long agree(CheckpointId id) throws BankException {
        Optional<Facts> facts = reader.read(id);
        if (facts.isEmpty()) {
            return 0;
        }
        boolean deleted = facts.get().status() == CheckpointStatus.DELETED;
        return deleted ? index.remove(id, facts.get().identity()) : index.add(id, facts.get().identity());
    }
}
