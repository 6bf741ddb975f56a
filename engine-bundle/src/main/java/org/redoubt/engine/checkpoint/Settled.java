package org.redoubt.engine.checkpoint;

/** What became of a checkpoint that a runtime has left unfinished. */
public enum Settled {
    /** It had been finished, or others are at work on it. */
    NOTHING,
    /** Its writer can never complete it; it can be resumed or deleted. */
    INTERRUPTED,
    /** Its deletion counts as failed; it can be deleted again. */
    DELETION_FAILED
}
