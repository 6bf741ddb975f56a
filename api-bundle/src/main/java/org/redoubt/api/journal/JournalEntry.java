package org.redoubt.api.journal;

import java.util.Objects;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.OperationId;

/**
 * An operation as it was recorded last.
 *
 * @param operation its id
 * @param open whether something of it is still to be done: it has not ended, or has steps to be taken back
 * @param document what the engine recorded of it
 */
public record JournalEntry(OperationId operation, boolean open, JsonObject document) {
    /** Checks that all is there. */
    public JournalEntry {
        Objects.requireNonNull(operation);
        Objects.requireNonNull(document);
    }
}
