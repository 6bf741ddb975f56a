package org.redoubt.engine.provider;

import org.redoubt.api.access.Caller;
import org.redoubt.api.access.Secret;
import org.redoubt.api.problem.RedoubtException;

/** Looks secrets up in all stores. Thread-safe. */
public interface Secrets {
    /**
     * The value behind a reference.
     *
     * @param caller for whom
     * @param reference {@code secret:NAME}
     * @return a fresh copy that the caller of this method closes
     * @throws RedoubtException of kind {@code NOT_FOUND} if no store has it, {@code INVALID} if it is no reference
     */
    Secret secret(Caller caller, String reference) throws RedoubtException;
}
