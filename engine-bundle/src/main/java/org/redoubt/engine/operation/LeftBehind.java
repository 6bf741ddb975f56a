package org.redoubt.engine.operation;

import java.util.List;
import java.util.stream.Stream;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.engine.undo.OpenStep;

/** What an operation says of steps that could not be taken back, and unsays when they have been. */
public final class LeftBehind {
    private static final String BEGIN = "The step \"";
    private static final String FAILED = " could not be taken back";
    private static final Problem MENDED = Problem.of(ProblemKind.CONFLICT, "What could not be taken back at first has been taken back since.");

    private LeftBehind() {
    }

    static Problem of(OpenStep step, String reason) {
        return Problem.of(ProblemKind.CONFLICT, BEGIN + step.spec().name() + "\"" + FAILED + ": " + reason).subject(step.resource().toString());
    }

    /** The problems of an operation of which steps are left. */
    static List<Problem> with(List<Problem> problems, List<OpenStep> steps) {
        OpenStep step = steps.getFirst();
        Problem left = Problem.of(ProblemKind.UNAVAILABLE, BEGIN + step.spec().name() + "\"" + (steps.size() > 1 ? " and " + (steps.size() - 1) + " more" : "")
                + FAILED + " yet: " + step.reason()).hint("Mend that: it is tried again and again.").subject(step.resource().toString());
        return Stream.concat(problems.stream().filter(problem -> !isOne(problem)), Stream.of(left)).toList();
    }

    /** The problems of an operation of which none is left. */
    static List<Problem> without(List<Problem> problems) {
        return problems.stream().noneMatch(LeftBehind::isOne) ? problems
                : Stream.concat(problems.stream().filter(problem -> !isOne(problem)), Stream.of(MENDED)).toList();
    }

    /** Whether a problem is about a step that could not be taken back. */
    public static boolean isOne(Problem problem) {
        return problem.message().startsWith(BEGIN) && problem.message().contains(FAILED);
    }
}
