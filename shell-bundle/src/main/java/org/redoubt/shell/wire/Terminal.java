package org.redoubt.shell.wire;

/**
 * What the caller's standard streams are.
 *
 * @param columns width in characters, 80 where nobody knows
 * @param out whether standard output is a terminal
 * @param err whether standard error is a terminal
 * @param colour whether the caller wants colours on a terminal
 */
public record Terminal(int columns, boolean out, boolean err, boolean colour) {

    /** A pipe or a file: nothing moves, nothing is coloured. */
    public static final Terminal NONE = new Terminal(80, false, false, false);

    public Terminal {
        columns = columns < 20 ? 80 : columns;
    }

    public Terminal withColumns(int width) {
        return new Terminal(width, out, err, colour);
    }
}
