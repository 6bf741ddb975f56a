package org.redoubt.api.access;

import org.osgi.annotation.versioning.ConsumerType;
import org.redoubt.api.problem.RedoubtException;

/**
 * Decides whether a caller may do something. The service with the highest ranking decides; without one, each caller may do
 * everything within its own project. Thread-safe.
 */
@ConsumerType
public interface Access {
    /**
     * Decides.
     *
     * @param caller who
     * @param action what
     * @throws RedoubtException of kind {@code DENIED}, saying why, if it is not allowed
     */
    void check(Caller caller, Action action) throws RedoubtException;
}
