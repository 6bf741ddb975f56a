package org.redoubt.engine.framework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A table of the page on the architecture, so that tests can hold the code to what it says.
 *
 * @param columns what stands above all columns but the first
 * @param rows the cells of each row, by what stands in its first column
 */
public record PageTable(List<String> columns, Map<String, List<String>> rows) {
    private static final Path PAGE = Path.of("..", "docs", "architecture.md");

    /** The table whose first column bears this title. */
    public static PageTable titled(String title) throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int head = lines.stream().map(PageTable::cells).map(List::getFirst).toList().indexOf(title);
        if (head < 0) {
            throw new AssertionError(PAGE + " has no table with the title \"" + title + "\".");
        }
        List<String> columns = cells(lines.get(head));
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : lines.subList(head + 2, lines.size())) {
            if (!line.startsWith("|")) {
                break;
            }
            List<String> cells = cells(line);
            rows.put(cells.getFirst(), cells.subList(1, cells.size()));
        }
        return new PageTable(columns.subList(1, columns.size()), rows);
    }

    private static List<String> cells(String line) {
        return line.startsWith("|") ? Arrays.stream(line.substring(1).split("\\|")).map(cell -> cell.strip().replace("`", "")).toList() : List.of("");
    }

    /** The ways that a cell tells, each between two stops. */
    public Set<String> phrases(String row, String column) {
        return Arrays.stream(cell(row, column).split("[.,;:]")).map(String::strip).filter(phrase -> !phrase.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a cell says. */
    public String cell(String row, String column) {
        return rows.get(row).get(columns.indexOf(column));
    }
}
