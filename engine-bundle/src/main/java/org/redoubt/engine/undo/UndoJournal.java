package org.redoubt.engine.undo;

import org.redoubt.api.problem.RedoubtException;

/** Where the steps of one operation are kept so that they outlive this process. Thread-safe. */
public interface UndoJournal {
    /** Keeps a step; it is kept when this returns. */
    void opened(OpenStep step) throws RedoubtException;

    /** Keeps, sooner or later, what is new of a step: at the latest with the end of the operation. */
    void changed(OpenStep step);

    /** Forgets a step, sooner or later: taking back what is gone already does no harm. */
    void closed(OpenStep step);

    /** Keeps nothing. */
    static UndoJournal none() {
        return new UndoJournal() {
            @Override
            public void opened(OpenStep step) {
                // The ledger of the operation holds it.
            }

            @Override
            public void changed(OpenStep step) {
                // The ledger of the operation holds it.
            }

            @Override
            public void closed(OpenStep step) {
                // The ledger of the operation held it.
            }
        };
    }
}
