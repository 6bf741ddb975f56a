package org.redoubt.api.vault;

import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;

/**
 * The vault could not do what it was asked. The kind says what the caller can do: {@code DAMAGED}, {@code NOT_FOUND},
 * {@code UNAVAILABLE} (try again), {@code FULL}, {@code CANCELLED}, {@code INVALID}, {@code DENIED}, {@code UNSUPPORTED}.
 */
public class VaultException extends RedoubtException {
    private static final long serialVersionUID = 1L;

    /**
     * @param problem what went wrong
     */
    public VaultException(Problem problem) {
        super(problem);
    }

    /**
     * @param problem what went wrong
     * @param cause what it came from
     */
    public VaultException(Problem problem, Throwable cause) {
        super(problem, cause);
    }
}
