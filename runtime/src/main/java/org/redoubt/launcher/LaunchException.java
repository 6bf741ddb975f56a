package org.redoubt.launcher;

import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/** The launcher cannot do what it was asked for: exit status 1. */
final class LaunchException extends RedoubtException {
    private static final long serialVersionUID = 1L;

    LaunchException(Problem problem) {
        super(problem);
    }

    LaunchException(ProblemKind kind, String message, String hint) {
        super(Problem.of(kind, message).hint(hint));
    }
}
