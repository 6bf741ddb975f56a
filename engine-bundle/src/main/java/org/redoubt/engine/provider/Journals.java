package org.redoubt.engine.provider;

import org.redoubt.api.journal.Journal;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.lease.Lease;

/** The journal that is there now. Thread-safe. */
@FunctionalInterface
public interface Journals {
    /**
     * Leases the journal. A journal that goes and comes back meanwhile, as when its bundle is updated, is the same lease.
     *
     * @throws RedoubtException of kind {@code UNAVAILABLE} if there is none
     */
    Lease<Journal> lease() throws RedoubtException;

    /** The journal for who needs it now and then, for a long time, and must not keep its bundle from going: each call may find it away. */
    default Journal occasional() {
        return new OccasionalJournal(this);
    }
}
