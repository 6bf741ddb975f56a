package org.redoubt.engine.checkpoint;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.problem.Problem;

/**
 * How the making of a checkpoint ended.
 *
 * @param records what became of each resource, in the order of the graph; gone through once, and may be empty for an abort by one who
 *     does not know
 * @param skew the longest time between the snapshot points of one consistency group, if there are several
 * @param problems why it is not available; empty if all is well
 */
public record Result(Iterable<StoredRecord> records, Optional<Duration> skew, List<Problem> problems) {

    /** Copies the problems. */
    public Result {
        Objects.requireNonNull(records);
        Objects.requireNonNull(skew);
        problems = List.copyOf(problems);
    }

    /** All went well. */
    public static Result of(Iterable<StoredRecord> records, Optional<Duration> skew) {
        return new Result(records, skew, List.of());
    }

    /** It failed, and nothing more is known than why. */
    public static Result failed(List<Problem> problems) {
        return new Result(List.of(), Optional.empty(), problems);
    }
}
