package org.redoubt.shell.usage;

import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/** A command was typed in a way it does not understand: exit status 2. */
public final class UsageException extends RedoubtException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one sentence that says what is wrong
     * @param hint one sentence that says what to type
     */
    public UsageException(String message, String hint) {
        super(Problem.of(ProblemKind.INVALID, message).hint(hint));
    }
}
