package org.redoubt.engine.journal;

/** What becomes of what an operation has made. */
public enum Fate {
    /** It counts, as far as the operation came. */
    COUNTS,
    /** It is taken back, or is about to be, so that nothing of it counts as done any more. */
    REVOKED,
    /** All of it is taken back, because somebody asked for that. */
    UNDONE,
    /** It stays, now that the operation has ended. */
    KEPT
}
