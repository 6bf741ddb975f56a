package org.redoubt.plugin.server.command;

/**
 * How a command ended.
 *
 * @param status its exit status
 * @param output the end of what it wrote, on one line without control characters
 */
record CommandResult(int status, String output) {
    private static final int KILLED = 137;

    /** Whether somebody has killed it. */
    boolean wasKilled() {
        return status == KILLED;
    }

    /** How it failed, as the rest of a sentence. */
    String failure() {
        return (status == KILLED ? "was killed" : "ended with status " + status) + (output.isEmpty() ? "" : ": " + output);
    }
}
