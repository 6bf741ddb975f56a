package org.redoubt.engine.provider;

import org.redoubt.api.journal.Journal;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.lease.Lease;

/** The journal that is there now. Thread-safe. */
@FunctionalInterface
public interface Journals {
    /**
     * Leases the journal.
     *
     * @throws RedoubtException of kind {@code UNAVAILABLE} if there is none
     */
    Lease<Journal> lease() throws RedoubtException;
}
