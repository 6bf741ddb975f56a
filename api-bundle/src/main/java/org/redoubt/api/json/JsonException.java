package org.redoubt.api.json;

import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/** A text that is not the JSON it should be. */
public final class JsonException extends RedoubtException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one sentence that says what is wrong and where
     */
    public JsonException(String message) {
        super(Problem.of(ProblemKind.INVALID, message));
    }
}
