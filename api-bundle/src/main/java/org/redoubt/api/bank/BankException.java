package org.redoubt.api.bank;

import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/**
 * A bank could not do what it was asked. The kind says what the caller can do: {@code NOT_FOUND}, {@code EXISTS},
 * {@code UNAVAILABLE} (try again), {@code FULL}, {@code DENIED}, {@code DAMAGED}, {@code RETAINED}, {@code CANCELLED},
 * {@code UNSUPPORTED}, {@code INVALID}, {@code CONFLICT}.
 */
public class BankException extends RedoubtException {
    private static final long serialVersionUID = 1L;

    /**
     * @param problem what went wrong
     */
    public BankException(Problem problem) {
        super(problem);
    }

    /**
     * @param problem what went wrong
     * @param cause what it came from
     */
    public BankException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    /** There is no such object. */
    public static BankException notFound(Key key) {
        return new BankException(Problem.of(ProblemKind.NOT_FOUND, "The object " + key + " is not in the bank.")
                .subject(key.toString()));
    }

    /** The bank cannot do such a thing at all. */
    public static BankException unsupported(String message, String hint) {
        return new BankException(Problem.of(ProblemKind.UNSUPPORTED, message).hint(hint));
    }

    /** The calling thread was interrupted. */
    public static BankException interrupted(Throwable cause) {
        return new BankException(Problem.of(ProblemKind.CANCELLED, "The access to the bank was interrupted."), cause);
    }
}
