package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real Maven and the pom of this project, but for the places where it looks for JDKs, which are those of a machine of its own. */
@DisplayName("Given Maven runs on Java 17, then the build")
final class BuildJdkTest {
    private static final String SENTENCE = "Redoubt is built with a JDK of release 25 or later, and none was found: install one "
            + "(temurin-25-jdk, for example), or set JAVA_HOME to it.";

    @TempDir
    private Path machine;

    @BeforeEach
    void aMachine() throws Exception {
        assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(each -> Files.isExecutable(Path.of(each, "mvn"))), "there is no mvn");
        String pom = Files.readString(Path.of("../pom.xml"));
        for (String place : List.of("/usr/lib/jvm", "/usr/java", "/opt", "/opt/java", "/Library/Java/JavaVirtualMachines")) {
            pom = replaced(pom, "\"" + place + "\"", "\"" + machine + place + "\"");
        }
        pom = replaced(pom, "System.getProperty(\"user.home\")", "\"" + machine + "/home\"");
        pom = replaced(pom, "System.getProperty(\"java.specification.version\")", "\"17\"");
        Files.writeString(machine.resolve("pom.xml"), pom);
        jdk("/usr/lib/jvm/java-17", "17.0.15");
        jdk("/usr/lib/jvm/java-8", "1.8.0_402");
    }

    private static String replaced(String text, String what, String by) {
        assertTrue(text.contains(what), () -> "The pom has no " + what + " any more.");
        return text.replace(what, by);
    }

    private void jdk(String place, String version) throws Exception {
        Path release = Path.of(machine + place, "release");
        Files.createDirectories(release.getParent());
        Files.writeString(release, "JAVA_VERSION=\"" + version + "\"\n");
    }

    /** Runs the first phase of the build of the parent. */
    private Answer validate() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("mvn", "-o", "-B", "-N", "-f", machine.resolve("pom.xml").toString(), "validate")
                .redirectInput(new File("/dev/null")).redirectError(machine.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA") || name.startsWith("MAVEN"));
        builder.environment().merge("PATH", Path.of(System.getProperty("java.home"), "bin").toString(), (path, jdk) -> jdk + File.pathSeparator + path);
        return ScriptCheckout.finish(builder);
    }

    @Test
    @DisplayName("stops at once where there is no newer JDK, with one sentence that says what to do")
    void noNewerJdk() throws Exception {
        Answer answer = validate();
        assertEquals(1, answer.status(), answer.out());
        assertEquals(2, answer.out().split(SENTENCE.replaceAll("[()]", "\\\\$0"), -1).length, answer.out());
    }

    @Test
    @DisplayName("goes on where a newer JDK is in one of the usual places")
    void aNewerJdk() throws Exception {
        jdk("/home/.sdkman/candidates/java/25", "25.0.1");
        Answer answer = validate();
        assertEquals(0, answer.status(), answer.out() + answer.err());
    }
}
