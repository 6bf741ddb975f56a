package org.redoubt.engine.checkpoint;

import java.util.Optional;

/** Tells whether the plugins that are here now can read what a checkpoint holds. Thread-safe. */
@FunctionalInterface
public interface Readability {

    /** For those who do not care: everything can be read. */
    Readability UNKNOWN = entry -> Optional.empty();

    /**
     * Why a resource cannot be read.
     *
     * @param entry what is recorded of it
     * @return one sentence; empty if it can be read
     */
    Optional<String> unreadable(StoredRecord entry);
}
