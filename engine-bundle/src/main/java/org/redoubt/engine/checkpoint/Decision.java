package org.redoubt.engine.checkpoint;

import java.util.Locale;

/** How an attempt to make a checkpoint ended. */
enum Decision {
    /** The checkpoint is whole, or as whole as its plan allows. */
    COMMITTED(true),
    /** Its own writer gave it up; a later attempt may go on. */
    ABORTED(false),
    /** Its writer was gone, and somebody saw to it that it never completes; a later attempt may go on. */
    FENCED(false),
    /** Nobody ever goes on, as the checkpoint could not be begun or is being deleted. */
    DISCARDED(true);

    private final boolean last;

    Decision(boolean last) {
        this.last = last;
    }

    /** Whether no other attempt may follow. */
    boolean isLast() {
        return last;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
