package org.redoubt.shell.render;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Columns under headings; numbers to the right. */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with these headings; one that begins with {@code >} has its column set to the right. */
    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /** Adds a row with as many cells as there are headings; what would have an effect on a terminal is shown instead. */
    public Table row(String... cells) {
        rows.add(Stream.of(cells).map(Human::printable).toList());
        return this;
    }

    /** Prints the table, or {@code nothing} in its place when it has no rows. */
    public void print(PrintStream out, String nothing) {
        if (rows.isEmpty()) {
            out.println(nothing);
            return;
        }
        int[] widths = widths();
        out.println(line(titles(), widths));
        rows.forEach(row -> out.println(line(row, widths)));
    }

    /** Whether no line is longer than that. */
    public boolean fits(int columns) {
        int[] widths = widths();
        return Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) <= columns;
    }

    private int[] widths() {
        int[] widths = new int[headings.size()];
        measure(titles(), widths);
        rows.forEach(row -> measure(row, widths));
        return widths;
    }

    private List<String> titles() {
        return headings.stream().map(h -> h.startsWith(">") ? h.substring(1) : h).toList();
    }

    private static void measure(List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], cells.get(i).length());
        }
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            boolean right = headings.get(i).startsWith(">");
            line.append(right ? padding + cells.get(i) : cells.get(i) + padding).append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
