package org.redoubt.shell.wire;

/** Why a connection is opened. The ordinal is on the wire: new ones are added at the end. */
public enum Purpose {
    /** Run one command and leave. */
    COMMAND,
    /** Stay, executing lines. */
    SHELL,
    /** Stop the runtime; what runs is interrupted and undone. */
    STOP,
    /** Accept nobody any more and answer when all other connections have ended. */
    LEAVE
}
