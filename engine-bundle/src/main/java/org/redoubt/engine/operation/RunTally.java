package org.redoubt.engine.operation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.redoubt.api.problem.Problem;

/** What is counted and collected while an operation runs. Thread-safe. */
final class RunTally {
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Warnings warnings = new Warnings();
    private final LongAdder bytesDone = new LongAdder();
    private final LongAdder bytesExpected = new LongAdder();

    /** Collects a problem, unless there are very many. */
    void problem(Problem problem) {
        synchronized (problems) {
            if (problems.size() < Warnings.KEPT) {
                problems.add(problem);
            }
        }
    }

    /** All problems; the first is the one that began it. */
    List<Problem> problems() {
        synchronized (problems) {
            return List.copyOf(problems);
        }
    }

    Warnings warnings() {
        return warnings;
    }

    void expect(long bytes) {
        bytesExpected.add(bytes);
    }

    void advance(long bytes) {
        bytesDone.add(bytes);
    }

    long bytesDone() {
        return bytesDone.sum();
    }

    long bytesTotal() {
        return Math.max(bytesExpected.sum(), bytesDone.sum());
    }
}
