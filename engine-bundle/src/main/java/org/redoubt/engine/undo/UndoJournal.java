package org.redoubt.engine.undo;

import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;

/** Where steps are kept so that they outlive the operation's threads. Thread-safe. */
public interface UndoJournal {
    /** Keeps a step; it is kept when this returns. */
    void opened(OperationId operation, OpenStep step) throws RedoubtException;

    /** Forgets a step. */
    void closed(OperationId operation, String stepId) throws RedoubtException;

    /** Keeps steps no longer than this process lives. */
    static UndoJournal inMemory() {
        return new UndoJournal() {
            @Override
            public void opened(OperationId operation, OpenStep step) {
                // The ledger of the operation holds it.
            }

            @Override
            public void closed(OperationId operation, String stepId) {
                // The ledger of the operation held it.
            }
        };
    }
}
