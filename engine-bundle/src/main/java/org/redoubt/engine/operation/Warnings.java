package org.redoubt.engine.operation;

import java.util.ArrayList;
import java.util.List;
import org.redoubt.api.problem.Problem;

/** The warnings of an operation: all are counted, the first {@value #KEPT} are kept. Thread-safe. */
final class Warnings {
    /** How many are kept. */
    static final int KEPT = 1000;

    private final List<Problem> kept = new ArrayList<>();
    private long count;

    synchronized void add(Problem warning) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(warning);
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized List<Problem> kept() {
        return List.copyOf(kept);
    }
}
