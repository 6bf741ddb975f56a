package org.redoubt.engine.undo;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.redoubt.api.problem.RedoubtException;

/** Where the steps of one operation are kept so that they outlive this process. Thread-safe. */
public interface UndoJournal {
    /** Keeps a step; it is kept when this returns. */
    void opened(OpenStep step) throws RedoubtException;

    /**
     * Keeps, sooner or later, what is new of a step, or a step that is open again.
     *
     * @return completes when it is kept; completes exceptionally if it is not
     */
    CompletionStage<Void> changed(OpenStep step);

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
            public CompletionStage<Void> changed(OpenStep step) {
                return CompletableFuture.completedStage(null);
            }

            @Override
            public void closed(OpenStep step) {
                // The ledger of the operation held it.
            }
        };
    }
}
