package org.redoubt.shell.render;

import java.time.Duration;
import java.util.Optional;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.service.CheckpointView;

/** The consistency of a checkpoint as people read it. */
public final class ConsistencyText {
    private ConsistencyText() {
    }

    /**
     * Such as {@code crash, 12 ms apart}.
     *
     * @param grade the weakest of its resources
     * @param skew how far the snapshots of one consistency group are apart, if there are several
     * @param resources how many resources it has
     */
    public static String of(Optional<Grade> grade, Optional<Duration> skew, long resources) {
        return grade.map(Grade::word).orElse("-") + skew.filter(apart -> resources > 1).map(apart -> ", " + Human.duration(apart) + " apart").orElse("");
    }

    /** That of a checkpoint. */
    public static String of(CheckpointView checkpoint) {
        return of(checkpoint.consistency(), checkpoint.skew(), checkpoint.resourceCount());
    }

    /** The same at the end of a sentence about it, with a comma before; nothing if it is not known. */
    public static String clause(CheckpointView checkpoint) {
        return checkpoint.consistency().map(grade -> ", consistency " + of(checkpoint)).orElse("");
    }
}
