package org.redoubt.engine.operation;

import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.checkpoint.CheckpointStore;

/** A failed operation whose checkpoint stands: the bank took its end, and lost every answer about that until it was too late. */
final class AlreadyThere {
    private AlreadyThere() {
    }

    /** Says so if it is so. */
    static void refuse(CheckpointStore store, CheckpointId id) throws RedoubtException {
        CheckpointStatus status = store.find(id).map(found -> found.status()).orElse(CheckpointStatus.ERROR);
        if (status == CheckpointStatus.AVAILABLE || status == CheckpointStatus.PARTIAL) {
            throw new RedoubtException(Problem.of(ProblemKind.CONFLICT, "Checkpoint " + id + " is " + status.word()
                    + " all the same: the bank had stored its end when it failed.").hint("Use it, or delete it.").subject(id.value()));
        }
    }
}
