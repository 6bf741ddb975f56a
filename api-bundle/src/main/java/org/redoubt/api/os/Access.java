package org.redoubt.api.os;

/** What a file is opened for. */
public enum Access {
    /** Reading, without touching the access time where the host permits that. */
    READ,
    /** Reading and writing. */
    READ_WRITE
}
