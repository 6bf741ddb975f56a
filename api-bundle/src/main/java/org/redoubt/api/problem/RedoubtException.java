package org.redoubt.api.problem;

import java.util.Objects;

/**
 * A failure that carries a {@link Problem}. The root of the checked exceptions that operations, banks and vaults throw.
 */
public class RedoubtException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /**
     * @param problem what went wrong
     */
    public RedoubtException(Problem problem) {
        super(problem.toString());
        this.problem = Objects.requireNonNull(problem);
    }

    /**
     * @param problem what went wrong
     * @param cause what it came from, for the log
     */
    public RedoubtException(Problem problem, Throwable cause) {
        super(problem.toString(), cause);
        this.problem = Objects.requireNonNull(problem);
    }

    /** What went wrong. */
    public final Problem problem() {
        return problem;
    }

    /** Short for {@code problem().kind()}. */
    public final ProblemKind kind() {
        return problem.kind();
    }
}
