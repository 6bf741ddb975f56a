package org.redoubt.api.vault;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told how far a scrub is. Called by the thread that scrubs, often. */
@ConsumerType
@FunctionalInterface
public interface ScrubProgress {
    /** Wants to know nothing. */
    ScrubProgress NONE = (done, of) -> { };

    /**
     * Takes how far it is.
     *
     * @param done the packs that were looked at, with the bytes they have
     * @param of the packs that are to be looked at
     */
    void scrubbed(CollectReport.Amount done, CollectReport.Amount of);
}
