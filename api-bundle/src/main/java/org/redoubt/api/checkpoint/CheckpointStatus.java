package org.redoubt.api.checkpoint;

import java.util.Locale;

/** What can be said of a checkpoint. Derived from its write-once documents. The set is open. */
public enum CheckpointStatus {
    /** Being written. */
    PROTECTING,
    /** Whole: every resource can be restored. */
    AVAILABLE,
    /** Some resources can be restored, the others were given up as the plan allows. */
    PARTIAL,
    /** Its runtime was gone before it was complete; the operation can be resumed, or the checkpoint deleted. */
    INTERRUPTED,
    /** Not usable; can be deleted. */
    ERROR,
    /** Deleted, but all of it is still there: it can be undeleted until it is purged. */
    DELETED,
    /** Being deleted for good. */
    DELETING,
    /** To delete it for good has failed; it can be tried again. */
    ERROR_DELETING,
    /** Gone; only its record is left. */
    PURGED;

    /** The status as it is written: lower case, with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
