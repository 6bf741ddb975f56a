package org.redoubt.launcher;

import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;

/** The command line is wrong: exit status 2. */
final class UsageException extends RedoubtException {
    private static final long serialVersionUID = 1L;

    UsageException(Problem problem) {
        super(problem);
    }
}
