package org.redoubt.shell.wire;

/** What a frame means. The ordinal is on the wire: new kinds are added at the end. */
public enum FrameKind {
    /** Client: the request that opens the connection. */
    REQUEST,
    /** Client: stop what runs now, and undo it. */
    INTERRUPT,
    /** Client, in a shell: a line to execute. */
    LINE,
    /** Client, in a shell: a line to complete up to its end. */
    COMPLETE,
    /** Client: the terminal has a new width. */
    RESIZE,
    /** Runtime: the request is taken; nothing of it has happened before this frame. */
    WELCOME,
    /** Runtime: bytes for standard output. */
    OUT,
    /** Runtime: bytes for standard error. */
    ERR,
    /** Runtime: the candidates for a completion. */
    CANDIDATES,
    /** Runtime: the exit status of a command; the last frame, except in a shell. */
    EXIT
}
