package org.redoubt.shell.content;

import java.io.PrintStream;

/** Gathers lines, so that a million of them do not leave one by one. For one thread. */
public final class Lines implements AutoCloseable {
    private static final int FULL = 8 << 10;

    private final PrintStream out;
    private final StringBuilder waiting = new StringBuilder();

    /** @param out where they go */
    public Lines(PrintStream out) {
        this.out = out;
    }

    /** Adds a line. */
    public void add(String line) {
        add(line, System.lineSeparator());
    }

    /** Adds text and what stands behind it. */
    void add(String text, String behind) {
        waiting.append(text).append(behind);
        if (waiting.length() >= FULL) {
            flush();
        }
    }

    private void flush() {
        out.print(waiting);
        waiting.setLength(0);
    }

    /** Hands over what waits. */
    @Override
    public void close() {
        flush();
        out.flush();
    }
}
