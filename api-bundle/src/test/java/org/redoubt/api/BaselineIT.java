package org.redoubt.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that the build compares the API with its last release: a copy of the project is built against a release made of this one.
 * The copy lies elsewhere, and has to become the same bytes all the same.
 */
class BaselineIT {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    /** An interface that others implement, and nothing in the API does: with one more method it still compiles. */
    private static final String PLUGIN = "src/main/java/org/redoubt/api/protectable/ProtectablePlugin.java";

    /** Maven keeps what it has resolved, so each run needs a release that was never there before, and takes it away again. */
    private final String release = "0.9." + System.currentTimeMillis();
    /** Several builds may keep what they resolve in one place, and what one keeps of its repository is none of another's. */
    private final String repository = "releases-of-the-test-" + UUID.randomUUID();

    @TempDir
    private Path directory;

    @AfterEach
    void forget() throws IOException {
        Path kept = Path.of(System.getProperty("maven.repository"), "org/redoubt/org.redoubt.api");
        delete(kept.resolve(release));
        if (Files.isDirectory(kept)) {
            try (DirectoryStream<Path> ours = Files.newDirectoryStream(kept, "*" + repository + "*")) {
                for (Path file : ours) {
                    delete(file);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private record Build(int status, String output) {
    }

    @Test
    void anUnchangedApiIsBuiltToTheSameBytesAndABrokenOneIsRefused() throws Exception {
        release();
        copyProject();
        Build same = build();
        assertEquals(0, same.status(), same.output());
        Path copy = jar(directory.resolve("project/api-bundle/target"));
        assertEquals(-1, Files.mismatch(jar(MODULE.resolve("target")), copy), "Two builds of the same sources do not give the same bytes.");

        Path plugin = directory.resolve("project/api-bundle").resolve(PLUGIN);
        String source = Files.readString(plugin);
        String broken = source.replace("String getResourceType();", "String getResourceType();\n\n    /** Breaks who implements it. */\n    String getMore();");
        assertNotEquals(source, broken);
        Files.writeString(plugin, broken);
        Build refused = build();
        assertNotEquals(0, refused.status());
        assertTrue(refused.output().contains("bnd-baseline-maven-plugin"), refused.output());
        assertTrue(refused.output().contains("Baseline problems detected"), refused.output());
        String report = report();
        assertEquals(List.of("org.redoubt.api.protectable"), report.lines().filter(line -> line.startsWith("* ") && line.contains(" MAJOR "))
                .map(line -> line.split(" +")[1]).filter(name -> name.startsWith("org.redoubt.api.")).toList(), report);
    }

    private String report() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("project/api-bundle/target/baseline"))) {
            return Files.readString(files.findFirst().orElseThrow());
        }
    }

    /** The jar of a build, beside which others may lie that tell its sources or its javadoc. */
    private static Path jar(Path target) throws IOException {
        try (Stream<Path> jars = Files.list(target)) {
            return jars.filter(file -> file.getFileName().toString().matches("org\\.redoubt\\.api-[^-]*(-SNAPSHOT)?\\.jar")).findFirst().orElseThrow();
        }
    }

    /** A repository that holds this API as a version of its own. */
    private void release() throws IOException {
        Path home = Files.createDirectories(directory.resolve("releases/org/redoubt/org.redoubt.api/" + release));
        Files.copy(jar(MODULE.resolve("target")), home.resolve("org.redoubt.api-" + release + ".jar"));
        Files.writeString(home.resolve("org.redoubt.api-" + release + ".pom"), """
                <project><modelVersion>4.0.0</modelVersion><groupId>org.redoubt</groupId><artifactId>org.redoubt.api</artifactId><version>%s</version></project>
                """.formatted(release));
        Files.writeString(home.getParent().resolve("maven-metadata.xml"), """
                <metadata><groupId>org.redoubt</groupId><artifactId>org.redoubt.api</artifactId>
                <versioning><release>%1$s</release><versions><version>%1$s</version></versions></versioning></metadata>
                """.formatted(release));
    }

    private void copyProject() throws IOException {
        Path project = Files.createDirectories(directory.resolve("project"));
        String pom = Files.readString(MODULE.resolve("../pom.xml"));
        String alone = pom.replaceAll("(?s)<modules>.*?</modules>", "<modules><module>api-bundle</module></modules>"
                + "<repositories><repository><id>" + repository + "</id><url>" + directory.resolve("releases").toUri() + "</url></repository></repositories>");
        Files.writeString(project.resolve("pom.xml"), alone);
        Files.copy(MODULE.resolve("../bnd.bnd"), project.resolve("bnd.bnd"));
        try (Stream<Path> files = Files.walk(MODULE)) {
            for (Path file : files.filter(Files::isRegularFile).filter(f -> !f.startsWith(MODULE.resolve("target")) && !f.startsWith(MODULE.resolve("src/test"))).toList()) {
                Path copy = project.resolve("api-bundle").resolve(MODULE.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private Build build() throws Exception {
        Path output = directory.resolve("output");
        // Offline but for the repository of this test; what the build needs is there, or this test would not run.
        Process maven = new ProcessBuilder(System.getProperty("maven.home") + "/bin/mvn", "-q", "-B", "-o", "-Daether.offline.protocols=file",
                "-U", "verify").directory(directory.resolve("project").toFile()).redirectErrorStream(true).redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())).start();
        try {
            assertTrue(maven.waitFor(20, TimeUnit.MINUTES), "The build of the copy hangs.");
        } finally {
            maven.descendants().forEach(ProcessHandle::destroyForcibly);
            maven.destroyForcibly();
        }
        return new Build(maven.exitValue(), Files.readString(output));
    }
}
