package org.redoubt.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the page about embedding says.
 *
 * @param text the page
 */
record EmbeddingPage(String text) {
    private static final Pattern NAME = Pattern.compile("`([a-z][\\w-]*(?:\\.[\\w-]+)*)`");

    static EmbeddingPage read() throws IOException {
        return new EmbeddingPage(Files.readString(Path.of("../docs/embedding.md")));
    }

    /** The rows of the table behind a heading: what stands in their first cell in code, and their second cell. */
    private Map<List<String>, String> table(String heading) {
        Map<List<String>, String> rows = new LinkedHashMap<>();
        String table = text.substring(text.indexOf("\n## " + heading + "\n"));
        table = table.substring(table.indexOf("\n|---|---|\n") + "\n|---|---|\n".length());
        for (String row : table.lines().takeWhile(line -> line.startsWith("| ")).toList()) {
            String[] cells = row.substring(2).split(" \\| ");
            List<String> names = new ArrayList<>();
            for (Matcher name = NAME.matcher(cells[0]); name.find();) {
                names.add(name.group(1));
            }
            rows.put(names, cells[1].replaceFirst(" \\|$", ""));
        }
        return rows;
    }

    /** The symbolic names of all bundles that it names. */
    List<String> bundles() {
        return table("Which bundles").keySet().stream().flatMap(List::stream).toList();
    }

    /** Those of each row that is for everything, or has one of these. */
    List<String> bundlesWith(List<String> others) {
        return table("Which bundles").entrySet().stream()
                .filter(row -> row.getValue().equals("everything") || row.getKey().stream().anyMatch(others::contains))
                .flatMap(row -> row.getKey().stream()).toList();
    }

    /** The framework properties. */
    List<String> properties() {
        return table("Framework properties").keySet().stream().flatMap(List::stream).toList();
    }

    /** Whether it prints this, character by character. */
    boolean prints(Path source) throws IOException {
        return text.contains("```java\n" + Files.readString(source) + "```\n");
    }

    /** How many programs it prints. */
    long programs() {
        return text.lines().filter("```java"::equals).count();
    }
}
