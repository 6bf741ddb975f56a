package org.redoubt.engine.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.CheckpointCheck;
import org.redoubt.api.vault.CheckDepth;

/**
 * A check of a checkpoint.
 *
 * @param operation the operation that checked it
 * @param at when the check had ended, to the millisecond
 * @param whole whether all resources were checked, not only some
 * @param depth how closely it looked
 * @param bytes of how many bytes of data
 * @param problems what is damaged; empty if all is well
 */
public record Verification(OperationId operation, Instant at, boolean whole, CheckDepth depth, long bytes, List<Problem> problems) {

    /** Copies the problems. */
    public Verification {
        Objects.requireNonNull(operation);
        Objects.requireNonNull(at);
        Objects.requireNonNull(depth);
        problems = List.copyOf(problems);
    }

    /** What the API says of it. */
    CheckpointCheck shown() {
        return new CheckpointCheck(at, whole, depth, bytes, problems);
    }
}
