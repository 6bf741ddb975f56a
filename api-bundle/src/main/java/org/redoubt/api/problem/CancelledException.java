package org.redoubt.api.problem;

/** What is being done is no longer wanted: to be passed on, after cleaning up. */
public final class CancelledException extends RedoubtException {
    private static final long serialVersionUID = 1L;

    /**
     * @param reason why it was cancelled, one sentence
     */
    public CancelledException(String reason) {
        super(Problem.of(ProblemKind.CANCELLED, reason));
    }
}
