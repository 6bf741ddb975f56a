package org.redoubt.api.os;

/** What becomes of a file that is in the way of a rename. */
public enum Existing {
    /** It is replaced, atomically: at every moment the name means one of the two files. */
    REPLACE,
    /** It is kept, and the rename refused. */
    KEEP
}
