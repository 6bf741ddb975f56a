package org.redoubt.engine.checkpoint;

import java.util.Map;
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
    /** Makes what is missing again and takes away what stands for nothing; how many entries that were. */
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

    /** How many entries are missing. Reads no checkpoint that has all of them. */
    long missing() throws BankException {
        Map<CheckpointId, Integer> entries = index.count();
        long missing = 0;
        for (CheckpointId id : Layout.ids(documents)) {
            if (entries.getOrDefault(id, 0) < Index.ENTRIES) {
                missing += missing(id);
            }
        }
        return missing;
    }

    private long missing(CheckpointId id) throws BankException {
        Optional<Facts> facts = reader.read(id);
        long missing = facts.isEmpty() ? 0 : index.missing(id, facts.get().identity());
        // One that is being purged loses its entries after it has become so.
        return missing == 0 || reader.read(id).filter(now -> now.status() != CheckpointStatus.PURGED).isEmpty() ? 0 : missing;
    }
}
