package org.redoubt.engine.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.OperationId;

/**
 * A check of a checkpoint.
 *
 * @param operation the operation that checked it
 * @param at when the check had ended, to the millisecond
 * @param whole whether all resources were checked, not only some
 * @param bytes how many bytes were read
 * @param problems what is damaged; empty if all is well
 */
public record Verification(OperationId operation, Instant at, boolean whole, long bytes, List<Problem> problems) {

    /** Copies the problems. */
    public Verification {
        Objects.requireNonNull(operation);
        Objects.requireNonNull(at);
        problems = List.copyOf(problems);
    }
}
