package org.redoubt.engine.checkpoint;

import java.time.Duration;
import java.util.Optional;

/** Tells how long a checkpoint that is deleted is kept from collections. Thread-safe. */
@FunctionalInterface
public interface Grace {

    /** For those who do not care. */
    Grace UNKNOWN = deleted -> Optional.empty();

    /**
     * The time from its deletion.
     *
     * @param deleted the checkpoint
     * @return empty if nobody here knows
     */
    Optional<Duration> of(StoredCheckpoint deleted);
}
