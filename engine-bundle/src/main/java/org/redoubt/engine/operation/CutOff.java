package org.redoubt.engine.operation;

import java.util.List;
import java.util.stream.Stream;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/** What is said of an operation whose runtime stopped before it had ended. */
final class CutOff {
    /** What was committed shows only in the bank, which is asked when everything that is urgent was taken back. */
    private static final Problem UNKNOWN = Problem.of(ProblemKind.CANCELLED, "The runtime stopped before it was recorded that it had ended.")
            .hint("Wait a moment: whether it had come to its end is being looked up.");
    /** The ways out are those of its state. */
    private static final Problem UNFINISHED = Problem.of(ProblemKind.CANCELLED, "The runtime stopped in the middle of it.");
    private static final Problem GIVEN_UP = Problem.of(ProblemKind.CANCELLED,
            "The runtime stopped in the middle of it, and what it had left has been taken back, as somebody asked for that.");

    private CutOff() {
    }

    static List<Problem> found(List<Problem> problems) {
        return Stream.concat(problems.stream(), Stream.of(UNKNOWN)).toList();
    }

    static boolean isUnknown(List<Problem> problems) {
        return problems.contains(UNKNOWN);
    }

    static List<Problem> unfinished(List<Problem> problems) {
        return problems.stream().map(problem -> problem.equals(UNKNOWN) ? UNFINISHED : problem).toList();
    }

    static List<Problem> givenUp(List<Problem> problems) {
        return problems.stream().map(problem -> problem.equals(UNKNOWN) || problem.equals(UNFINISHED) ? GIVEN_UP : problem).toList();
    }
}
