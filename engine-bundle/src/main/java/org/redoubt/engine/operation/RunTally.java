package org.redoubt.engine.operation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.redoubt.api.problem.Problem;
import org.redoubt.engine.operation.Complaint.About;

/** What is counted and collected while an operation runs. Thread-safe. */
final class RunTally {
    private final Set<Problem> different = new HashSet<>();
    private final Set<Problem> ofSteps = new HashSet<>();
    private Findings problems = Findings.NONE;
    private final Warnings warnings = new Warnings();
    private final Room room = new Room();
    private final Outlook outlook = new Outlook();
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

    /** Collects what is said of a step that could not be taken back, once. */
    void left(Problem problem) {
        synchronized (different) {
            if (problems.more() == 0) {
                ofSteps.add(problem);
            }
            problem(problem);
        }
    }

    /** All problems, with what they are about. */
    List<Complaint> complaints() {
        synchronized (different) {
            return problems.all().stream().map(problem -> new Complaint(problem, ofSteps.contains(problem) ? About.STEPS : About.WORK)).toList();
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

    Outlook outlook() {
        return outlook;
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
