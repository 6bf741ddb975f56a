package org.redoubt.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the layout: every arrow between bundles leads to the API, and no packages of a bundle depend on each other in a circle. */
class ArchitectureIT {
    private static final Pattern PACKAGE = Pattern.compile("(org\\.redoubt\\.[a-z.]+)");
    private static final Pattern ARROW = Pattern.compile("^\\s+(org\\.redoubt\\.[a-z.]+)\\s+->\\s+(org\\.redoubt\\.[a-z.]+)\\s.*$", Pattern.MULTILINE);

    static List<Path> bundles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("redoubt.distribution"), "system"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("org.redoubt.")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void aBundleImportsNothingOfRedoubtButTheApi(Path bundle) throws IOException {
        String imports = header(bundle, "Import-Package");
        Matcher names = PACKAGE.matcher(imports);
        while (names.find()) {
            assertTrue(names.group(1).startsWith("org.redoubt.api."), bundle.getFileName() + " imports " + names.group(1));
        }
        if (bundle.getFileName().toString().startsWith("org.redoubt.api")) {
            for (String name : imports.replaceAll("\"[^\"]*\"", "").split(",")) {
                assertTrue(name.matches("(java|org\\.osgi|org\\.redoubt\\.api)\\..*"), "The API imports " + name);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void aPluginExportsNothing(Path bundle) throws IOException {
        if (bundle.getFileName().toString().contains(".plugin.")) {
            assertEquals("", header(bundle, "Export-Package"));
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void packagesOfABundleDoNotDependOnEachOtherInACircle(Path bundle) throws IOException {
        Map<String, Set<String>> arrows = arrows(bundle);
        for (String start : arrows.keySet()) {
            assertFalse(reachable(arrows, start).contains(start), bundle.getFileName() + ": the package " + start + " depends on itself through "
                    + reachable(arrows, start));
        }
    }

    private static String header(Path bundle, String name) throws IOException {
        try (JarFile jar = new JarFile(bundle.toFile())) {
            String value = jar.getManifest().getMainAttributes().getValue(name);
            return value == null ? "" : value;
        }
    }

    private static Map<String, Set<String>> arrows(Path bundle) {
        StringWriter out = new StringWriter();
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        jdeps.run(new PrintWriter(out), new PrintWriter(out), "--multi-release", "base", "-verbose:package", "-filter:none", bundle.toString());
        Map<String, Set<String>> arrows = new TreeMap<>();
        String current = "";
        for (String line : out.toString().lines().toList()) {
            Matcher arrow = ARROW.matcher(line + " ");
            if (arrow.matches()) {
                current = arrow.group(1);
                add(arrows, current, arrow.group(2));
            } else if (line.matches("^\\s+org\\.redoubt\\.[a-z.]+$|^\\s+org\\.redoubt\\.[a-z.]+ .*$") && !line.contains("->")) {
                current = line.trim().split(" ")[0];
            } else if (line.trim().startsWith("-> org.redoubt.")) {
                add(arrows, current, line.trim().substring(3).split(" ")[0]);
            }
        }
        return arrows;
    }

    private static void add(Map<String, Set<String>> arrows, String from, String to) {
        if (!from.equals(to)) {
            arrows.computeIfAbsent(from, name -> new TreeSet<>()).add(to);
        }
    }

    private static Set<String> reachable(Map<String, Set<String>> arrows, String start) {
        Set<String> seen = new HashSet<>();
        List<String> queue = new ArrayList<>(arrows.getOrDefault(start, Set.of()));
        while (!queue.isEmpty()) {
            String next = queue.removeLast();
            if (seen.add(next)) {
                queue.addAll(arrows.getOrDefault(next, Set.of()));
            }
        }
        return seen;
    }
}
