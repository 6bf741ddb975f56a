package org.redoubt.api.service;

import java.util.Locale;

/** What became of a resource in an operation. The set is open. */
public enum ResourceStatus {
    /** None of its hooks has run. */
    PENDING,
    /** One of its hooks has begun. */
    RUNNING,
    /** All its hooks ended well. */
    DONE,
    /** A part of it could be restored. */
    PARTIAL,
    /** One of its hooks failed. */
    FAILED,
    /** It was not tried, or given up, because others failed. */
    SKIPPED,
    /** What was done was taken back. */
    UNDONE;

    /** The status as it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
