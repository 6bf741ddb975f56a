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
    // Sorts after everything that a checkpoint has.
    private static final String END = "zzz";

    long run() throws BankException {
        long changed = 0;
        Optional<Key> key = documents.first(Layout.CHECKPOINTS, Optional.empty());
        while (key.isPresent()) {
            String part = Layout.CHECKPOINTS.relative(key.get()).split("/")[0];
            Optional<CheckpointId> id = id(part);
            if (id.isPresent()) {
                changed += agree(id.get());
            }
            key = documents.first(Layout.CHECKPOINTS, Optional.of(Layout.CHECKPOINTS.key(part + "/" + END)));
        }
        for (Key deletion : documents.list(Layout.DELETIONS)) {
            Optional<CheckpointId> id = id(deletion.name());
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

    private static Optional<CheckpointId> id(String text) {
        try {
            return Optional.of(new CheckpointId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
