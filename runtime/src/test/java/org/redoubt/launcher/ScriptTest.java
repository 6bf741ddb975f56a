package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The script redoubt in a checkout")
final class ScriptTest {
    private static final String MAIN = "org.redoubt.launcher.Main";
    private static final Map<String, String> NOTHING = Map.of();

    @TempDir
    private Path machine;
    private ScriptCheckout checkout;

    @BeforeEach
    void aCheckout() throws IOException {
        checkout = new ScriptCheckout(machine);
    }

    /** Runs a command that has to be passed on, and gives the place of the JDK that got it. */
    private String jdkOf(Map<String, String> variables) throws Exception {
        Answer answer = checkout.run(variables, "version");
        assertEquals(0, answer.status(), answer.err());
        assertTrue(answer.out().endsWith(" " + MAIN + " version\n"), answer.out());
        return answer.out().substring(0, answer.out().indexOf(' '));
    }

    private void refused(String sentence, String... words) throws Exception {
        Answer answer = checkout.run(NOTHING, words);
        assertEquals(1, answer.status(), answer.out());
        assertEquals("", answer.out());
        assertEquals("redoubt: " + sentence, answer.err().stripTrailing());
    }

    @Test
    @DisplayName("builds on first use and never again, and passes on what was typed")
    void firstUse() throws Exception {
        checkout.jdk("/usr/lib/jvm/new", "25.0.1");
        Answer first = checkout.run(NOTHING, "protect", "a b", "$HOME");
        assertEquals(0, first.status(), first.err());
        assertTrue(first.out().startsWith("/usr/lib/jvm/new ") && first.out().endsWith(MAIN + " protect a b $HOME\n"), first.out());
        assertEquals("redoubt: building, once, which takes a minute or two; see runtime/target/first-build.log\n", first.err());
        assertEquals(List.of("-B -Dmaven.test.skip=true -pl runtime -am package"), checkout.builds());
        assertEquals("", checkout.run(NOTHING, "version").err());
        assertEquals(1, checkout.builds().size());
    }

    @Test
    @DisplayName("builds again with --rebuild, alone or before a command")
    void rebuild() throws Exception {
        checkout.jdk("/usr/lib/jvm/new", "25");
        jdkOf(NOTHING);
        assertEquals("", checkout.run(NOTHING, "--rebuild").out());
        assertTrue(checkout.run(NOTHING, "--rebuild", "version").out().endsWith(MAIN + " version\n"));
        assertEquals(3, checkout.builds().size());
    }

    @Test
    @DisplayName("says when the sources are newer than the build, which it uses")
    void newerSources() throws Exception {
        checkout.jdk("/usr/lib/jvm/new", "25");
        jdkOf(NOTHING);
        Files.setLastModifiedTime(checkout.root().resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(3600)));
        Answer answer = checkout.run(NOTHING, "version");
        assertTrue(answer.out().endsWith(MAIN + " version\n"), answer.out());
        assertEquals("redoubt: The sources are newer than the build, which is used as it is; `redoubt --rebuild` builds again.\n", answer.err());
        assertEquals("", checkout.run(Map.of("REDOUBT_SCRIPT", checkout.script().toString()), "run").err(), "It was said by who starts this.");
    }

    @Test
    @DisplayName("uses the distribution that was built last, whatever its version")
    void theLastBuild() throws Exception {
        checkout.jdk("/usr/lib/jvm/new", "25");
        jdkOf(NOTHING);
        Path other = checkout.root().resolve("runtime/target/redoubt-2");
        Files.createDirectories(other.resolve("bin"));
        Files.createFile(other.resolve("complete"));
        Files.setLastModifiedTime(other.resolve("complete"), FileTime.from(Instant.EPOCH));
        assertTrue(checkout.run(NOTHING, "version").out().contains("/redoubt-1/bin/redoubt.jar"));
        Files.setLastModifiedTime(other.resolve("complete"), FileTime.from(Instant.now().plusSeconds(3600)));
        assertTrue(checkout.run(NOTHING, "version").out().contains("/redoubt-2/bin/redoubt.jar"));
    }

    @Test
    @DisplayName("is the same through a symbolic link from elsewhere")
    void throughALink() throws Exception {
        checkout.jdk("/usr/lib/jvm/new", "25");
        Path link = Files.createSymbolicLink(machine.resolve("linked"), machine.relativize(checkout.script()));
        ProcessBuilder builder = checkout.script(NOTHING, "version").redirectError(machine.resolve("err").toFile());
        builder.command().set(0, link.toString());
        assertTrue(ScriptCheckout.finish(builder).out().contains(checkout.root() + "/runtime/target/redoubt-1/bin/redoubt.jar"));
    }

    @Test
    @DisplayName("given java is 17 and a newer one is installed, then takes that, 25 before all others, else the newest")
    void theChoiceOfTheJdk() throws Exception {
        checkout.java(checkout.jdk("/usr/lib/jvm/a-17", "17.0.1"));
        checkout.jdk("/usr/lib/jvm/b-8", "1.8.0_402");
        checkout.jdk("/home/.jdks/one", "21.0.2");
        assertEquals("/home/.jdks/one", jdkOf(NOTHING));
        checkout.jdk("/usr/lib/jvm/c-26", "26");
        assertEquals("/usr/lib/jvm/c-26", jdkOf(NOTHING));
        checkout.jdk("/opt/jdk-25", "25.0.1");
        assertEquals("/opt/jdk-25", jdkOf(NOTHING));
    }

    @Test
    @DisplayName("given a JDK that somebody chose, then takes that if it can be used, REDOUBT_JAVA_HOME before JAVA_HOME")
    void aChosenJdk() throws Exception {
        checkout.jdk("/usr/lib/jvm/a", "25");
        Path old = checkout.jdk("/chosen/17", "17");
        Path fit = checkout.jdk("/chosen/21", "21");
        Path other = checkout.jdk("/chosen/24", "24");
        assertEquals("/chosen/21", jdkOf(Map.of("JAVA_HOME", fit.toString())));
        assertEquals("/chosen/24", jdkOf(Map.of("JAVA_HOME", fit.toString(), "REDOUBT_JAVA_HOME", other.toString())));
        assertEquals("/usr/lib/jvm/a", jdkOf(Map.of("JAVA_HOME", old.toString())));
        assertEquals("/usr/lib/jvm/a", jdkOf(Map.of("JAVA_HOME", machine.resolve("nowhere").toString())));
    }

    @Test
    @DisplayName("given no JDK of 21 or later, then says so in a sentence and builds nothing")
    void noJdk() throws Exception {
        String sentence = "No JDK of release 21 or later was found: install one (25 is best) or name it in JAVA_HOME.";
        refused(sentence, "version");
        checkout.java(checkout.jdk("/usr/lib/jvm/old", "17.0.1"));
        refused(sentence, "version");
        assertEquals(List.of(), checkout.builds());
    }

    @Test
    @DisplayName("given no Maven, then says so in a sentence, and needs none when it is built")
    void noMaven() throws Exception {
        checkout.jdk("/usr/lib/jvm/new", "25");
        checkout.withoutMaven();
        refused("This checkout is not built and Maven (mvn) is not installed: install it, or unpack a built distribution.", "version");
        assertFalse(Files.exists(checkout.root().resolve("runtime")));
        checkout.maven(ScriptCheckout.MAVEN);
        jdkOf(NOTHING);
        checkout.withoutMaven();
        jdkOf(NOTHING);
    }

    @Test
    @DisplayName("given a build that fails, then says why, and what it left is not taken for a built one")
    void aFailingBuild() throws Exception {
        checkout.jdk("/usr/lib/jvm/new", "25");
        String log = checkout.root().resolve("runtime/target/first-build.log").toString();
        String half = "mkdir -p runtime/target/redoubt-1/bin && : > runtime/target/redoubt-1/bin/redoubt.jar\n";
        checkout.maven(half + "echo '[INFO] Well.'; echo '[ERROR] A class is missing.'; echo '[ERROR] More of it.'; exit 1\n");
        String building = "building, once, which takes a minute or two; see runtime/target/first-build.log\nredoubt: ";
        refused(building + "The build failed: A class is missing. See " + log + ".", "version");
        checkout.maven(half + "exit 1\n");
        refused(building + "The build failed: Maven did not say why. See " + log + ".", "version");
        checkout.maven(half);
        refused(building + "The build made no distribution. See " + log + ".", "version");
        checkout.maven(ScriptCheckout.MAVEN);
        jdkOf(NOTHING);
        assertEquals(4, checkout.builds().size());
    }

    @Test
    @DisplayName("given two first uses at once, then one builds and the other waits for it")
    void twoAtOnce() throws Exception {
        checkout.jdk("/usr/lib/jvm/new", "25");
        Path begun = checkout.root().resolve("begun");
        Path gate = checkout.root().resolve("gate");
        checkout.maven(": > begun; n=0\nwhile [ ! -e gate ] && [ $n -lt 1200 ]; do sleep 0.1; n=$((n + 1)); done\n" + ScriptCheckout.MAVEN);
        Path said = machine.resolve("said");
        Process first = checkout.script(NOTHING, "version").redirectErrorStream(true).redirectOutput(machine.resolve("first").toFile()).start();
        try {
            await(() -> Files.exists(begun));
            Process second = checkout.script(NOTHING, "version").redirectError(said.toFile()).redirectOutput(machine.resolve("second").toFile()).start();
            try {
                await(() -> text(said).contains("another command is building; waiting for it\n"));
                Files.createFile(gate);
                assertTrue(first.waitFor(2, TimeUnit.MINUTES) && second.waitFor(2, TimeUnit.MINUTES));
                assertEquals(List.of(0, 0), List.of(first.exitValue(), second.exitValue()), text(said));
            } finally {
                second.destroy();
            }
        } finally {
            first.destroy();
        }
        assertTrue(text(machine.resolve("second")).endsWith(MAIN + " version\n"));
        assertEquals(1, checkout.builds().size());
    }

    @Test
    @DisplayName("given a runtime of the home that is meant, then it is only asked, which takes no optimising compiler")
    void onlyAsked() throws Exception {
        checkout.jdk("/usr/lib/jvm/new", "25");
        Path home = Files.createDirectories(machine.resolve("a home/var/run")).getParent().getParent();
        Process runtime = new ProcessBuilder("sh", "-c", "read line", MAIN).start();
        Process another = new ProcessBuilder("sh", "-c", "read line").start();
        try {
            announce(home, runtime);
            assertTrue(onlyAsks(NOTHING, "--home", home.toString(), "protect", "x"));
            assertTrue(onlyAsks(NOTHING, "protect", "--home=" + home, "x"));
            assertTrue(onlyAsks(Map.of("REDOUBT_HOME", home.toString()), "protect", "x"));
            assertFalse(onlyAsks(NOTHING, "protect", "x"), "That is another home.");
            assertTrue(onlyAsks(NOTHING, "checkpoints"), "That is over at once.");
            announce(home, another);
            assertFalse(onlyAsks(NOTHING, "--home", home.toString(), "protect", "x"), "Its number was given to another process.");
            another.destroyForcibly().waitFor();
            assertFalse(onlyAsks(NOTHING, "--home", home.toString(), "protect", "x"), "It has died.");
        } finally {
            runtime.destroyForcibly();
            another.destroyForcibly();
        }
    }

    private static void announce(Path home, Process runtime) throws IOException {
        Files.writeString(home.resolve("var/run/runtime"), runtime.pid() + "\n" + home.resolve("var/run/socket") + "\n");
    }

    private boolean onlyAsks(Map<String, String> variables, String... words) throws Exception {
        Answer answer = checkout.run(variables, words);
        assertEquals(0, answer.status(), answer.err());
        return answer.out().contains(" -XX:TieredStopAtLevel=1 ");
    }

    @Test
    @DisplayName("somewhere else says where it belongs")
    void elsewhere() throws Exception {
        checkout.jdk("/usr/lib/jvm/new", "25");
        Files.delete(checkout.root().resolve("pom.xml"));
        refused("This script belongs in a checkout or in the bin directory of a distribution, and " + checkout.root() + " is neither.", "version");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < giveUp, "It does not come to that.");
            Thread.sleep(20);
        }
    }
}
