package org.redoubt.api.service;

import java.util.Locale;

/** The states of an operation. The set is open. */
public enum OperationState {
    /** Accepted, no hook has run. */
    PENDING,
    /** Hooks run. */
    RUNNING,
    /** No new hooks run; running ones are asked to stop and awaited. */
    STOPPING,
    /** Open steps are taken back. */
    UNDOING,
    /** Ended: all is done. */
    SUCCEEDED,
    /** Ended: something failed, and what was done was taken back as far as it had to be. */
    FAILED,
    /** Ended: cancelled, and what was done was taken back. */
    CANCELLED,
    /** The runtime that ran it is gone. */
    INTERRUPTED,
    /** Ended: succeeded once, and was taken back afterwards on demand. */
    UNDONE;

    /** Whether nothing runs any more. */
    public boolean ended() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED || this == INTERRUPTED || this == UNDONE;
    }

    /** The state as it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
