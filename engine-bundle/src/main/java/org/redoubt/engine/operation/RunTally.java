package org.redoubt.engine.operation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.redoubt.api.problem.Problem;

/** What is counted and collected while an operation runs. Thread-safe. */
final class RunTally {
    private final Set<Problem> different = new HashSet<>();
    private Findings problems = Findings.NONE;
    private final Warnings warnings = new Warnings();
    private final Room room = new Room();
    private final LongAdder bytesDone = new LongAdder();
    private final LongAdder bytesExpected = new LongAdder();

    /** Collects a problem, once. */
    void problem(Problem problem) {
        synchronized (different) {
            // Of those that are not kept it is not known which are the same.
            if (problems.more() > 0 || different.add(problem)) {
                problems = problems.with(problem);
            }
        }
    }

    /** All problems; the first is the one that began it. */
    List<Problem> problems() {
        synchronized (different) {
            return problems.all();
        }
    }

    Warnings warnings() {
        return warnings;
    }

    Room room() {
        return room;
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
