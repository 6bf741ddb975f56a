package org.redoubt.engine.lattice;

/** Where a hook of a run stands. */
public enum HookState {
    /** The resource does not implement it. */
    NO_TASK,
    /** It has not started; after the run: it never did. */
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    /** It ended early, as asked. */
    STOPPED,
    /** Its resource was given up before it could start. */
    SKIPPED,
    /** It did not end within the grace, and the run went on without it. */
    ABANDONED
}
