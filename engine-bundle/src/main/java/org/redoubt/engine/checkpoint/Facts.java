package org.redoubt.engine.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;

/**
 * What the small documents of a checkpoint say.
 *
 * @param id which checkpoint
 * @param identity what it is found by
 * @param status what follows from all of it
 * @param beneath what the status is but for deletions
 * @param damaged whether one of them cannot be read
 * @param problems why it is not available
 * @param begin its first document, if it can be read
 * @param progress how far its making has come
 * @param removal how far its deletion has come
 * @param since when it came to its status, as far as that can be read
 */
record Facts(CheckpointId id, Identity identity, CheckpointStatus status, CheckpointStatus beneath, boolean damaged, List<Problem> problems,
        Optional<Begin> begin, Progress progress, Removal removal, Optional<Instant> since) {

    /** Copies the problems. */
    Facts {
        problems = List.copyOf(problems);
    }

    static Facts purged(CheckpointId id, Identity identity, List<Problem> problems, Progress progress, Optional<Instant> since) {
        return new Facts(id, identity, CheckpointStatus.PURGED, CheckpointStatus.ERROR, !problems.isEmpty(), problems, Optional.empty(), progress,
                new Removal(0, Removal.Stage.PURGED, Optional.empty()), since);
    }

    /** How the last attempt to make it ended, if it has. */
    Optional<Outcome> outcome() {
        return progress.outcome();
    }

    /** Who makes it, or did so last; empty if that cannot be read. */
    Optional<Takeover> writer() {
        return progress.takeover().or(() -> begin.map(b -> new Takeover(b.owner(), b.epoch(), b.operation(), b.identity().createdAt())));
    }

    Layout layout() {
        return new Layout(id);
    }

    /** Whether sections have to hold what the records say. */
    boolean isComplete() {
        CheckpointStatus is = status == CheckpointStatus.DELETED ? beneath : status;
        return (is == CheckpointStatus.AVAILABLE || is == CheckpointStatus.PARTIAL || is == CheckpointStatus.ERROR)
                && outcome().filter(Outcome::recorded).isPresent();
    }
}
