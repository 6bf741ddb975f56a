package org.redoubt.api.service;

import java.util.List;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;

/** An operation was not begun. All problems are listed; nothing has been changed. */
public final class RefusedException extends RedoubtException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * @param problems one or more
     */
    public RefusedException(List<Problem> problems) {
        super(problems.getFirst());
        this.problems = List.copyOf(problems);
    }

    /** All that is wrong; the first one is {@link #problem()}. */
    public List<Problem> problems() {
        return problems;
    }
}
