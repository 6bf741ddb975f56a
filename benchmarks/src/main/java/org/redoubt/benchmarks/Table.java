package org.redoubt.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What benchmarks found: a line for each measurement, with what it is held against. */
public final class Table {
    private static final String TAB = "\t";
    private static final Row HEAD = new Row("what", "measured", "held against", "ratio", "bound", true);

    private final List<Row> rows = new ArrayList<>();

    private record Row(String what, String measured, String reference, String ratio, String bound, boolean holds) {
        List<String> cells() {
            return List.of(what, measured, reference, ratio, holds ? bound : bound + ", MISSED");
        }
    }

    /** A measurement that must not exceed the reference by more than the bound; an infinite one is none. */
    public void ratio(String what, double measured, double reference, String unit, double bound) {
        double ratio = measured / reference;
        add(new Row(what, number(measured) + " " + unit, number(reference) + " " + unit, number(ratio),
                Double.isInfinite(bound) ? "" : "at most " + number(bound), ratio <= bound));
    }

    /** A measurement beside what it is held against, which need not hold anything. */
    public void compare(String what, double measured, double reference, String unit) {
        ratio(what, measured, reference, unit, Double.POSITIVE_INFINITY);
    }

    /** A measurement with a bound of its own. */
    public void bound(String what, double measured, String unit, double bound) {
        add(new Row(what, number(measured) + " " + unit, "", "", "at most " + number(bound) + " " + unit,
                measured <= bound));
    }

    /** A measurement that only informs. */
    public void note(String what, double measured, String unit) {
        add(new Row(what, number(measured) + " " + unit, "", "", "", true));
    }

    public boolean allHold() {
        return rows.stream().allMatch(Row::holds);
    }

    public String text() {
        List<Row> all = new ArrayList<>(List.of(HEAD));
        all.addAll(rows);
        int[] widths = new int[HEAD.cells().size()];
        for (Row row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.cells().get(i).length());
            }
        }
        return all.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    public String markdown() {
        String lines = rows.stream().map(Table::markdown).collect(Collectors.joining());
        return markdown(HEAD) + "|---|---|---|---|---|\n" + lines;
    }

    /** The rows alone, for {@link #take}. */
    public String rows() {
        return rows.stream().map(row -> row.what() + TAB + row.measured() + TAB + row.reference() + TAB + row.ratio() + TAB + row.bound() + TAB
                + row.holds() + "\n").collect(Collectors.joining());
    }

    /** Takes over {@link #rows()} of another table, which has shown them already. */
    public void take(String others) {
        others.lines().map(line -> line.split(TAB, -1))
                .forEach(cell -> rows.add(new Row(cell[0], cell[1], cell[2], cell[3], cell[4], Boolean.parseBoolean(cell[5]))));
    }

    private void add(Row row) {
        rows.add(row);
        // A benchmark takes minutes; whoever waits sees that it goes on.
        System.err.println(String.join("  ", row.cells()));
    }

    private static String markdown(Row row) {
        return "| " + String.join(" | ", row.cells()) + " |\n";
    }

    private static String line(Row row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.cells().get(i);
            line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
        }
        return line.toString().stripTrailing() + "\n";
    }

    private static String number(double value) {
        if (value >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
