package org.redoubt.shell.render;

import java.time.Duration;
import java.util.Optional;
import org.redoubt.api.checkpoint.Grade;

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
}
