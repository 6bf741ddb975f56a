package org.redoubt.engine.provider;

import org.redoubt.api.access.Action;
import org.redoubt.api.access.Caller;
import org.redoubt.api.problem.RedoubtException;

/** Asks the {@link org.redoubt.api.access.Access} service with the highest ranking. Thread-safe. */
public interface AccessControl {
    /**
     * Decides.
     *
     * @throws RedoubtException of kind {@code DENIED} if it is not allowed, {@code UNAVAILABLE} if nobody can tell
     */
    void check(Caller caller, Action action) throws RedoubtException;
}
