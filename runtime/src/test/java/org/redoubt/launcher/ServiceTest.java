package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.Problem;

@DisplayName("Given a runtime that ends while it starts in the background, then the sentence")
final class ServiceTest {
    @TempDir
    private Path temporary;
    private Home home;

    @BeforeEach
    void aHome() throws Exception {
        home = new Home(temporary.resolve("home"));
        Files.createDirectories(home.etc());
    }

    /** What is said of a start with a script in the place of the real one. */
    private Problem failure(String script) throws Exception {
        Path file = Files.writeString(temporary.resolve("redoubt"), "#!/bin/sh\n" + script + "\nexit 1\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        Service service = new Service(home, new Distribution(temporary), new Surroundings(Map.of()));
        return assertThrows(LaunchException.class, () -> service.start(Map.of("REDOUBT_SCRIPT", file.toString()))).problem();
    }

    @Test
    @DisplayName("is the last of ours, and the hint names the file that holds all of them")
    void ourWords() throws Exception {
        Problem problem = failure("echo 'redoubt: One thing.'; echo 'redoubt: Another thing.'; echo '   at a.stack.Trace'");
        assertEquals("The runtime did not start: Another thing.", problem.message());
        assertEquals("All that it said is in " + home.root().resolve("var/log/start.log") + ".", problem.hint().orElse(""));
        assertTrue(Files.readString(home.startLog()).contains("One thing."));
    }

    @Test
    @DisplayName("is one sentence where the home is a file")
    void aHomeThatIsAFile() throws Exception {
        home.refuseFile();
        Home file = new Home(Files.createFile(temporary.resolve("file")));
        Problem problem = assertThrows(LaunchException.class, file::refuseFile).problem();
        assertEquals("The home " + file.root() + " cannot be used: " + file.root() + " is not a directory.", problem.message());
    }

    @Test
    @DisplayName("is the first of a JVM that did not start, in whatever encoding")
    void wordsOfTheJvm() throws Exception {
        Problem problem = failure("printf 'Unrecognized VM option \\047caf\\351\\047\\nError: Could not create the Java Virtual Machine.\\n'");
        assertEquals("The runtime did not start: Unrecognized VM option 'caf\uFFFD'", problem.message());
    }

    @Test
    @DisplayName("is that of the JVM, and no notice of the script that came before it")
    void wordsOfTheJvmAfterANotice() throws Exception {
        Problem problem = failure("echo 'redoubt: The sources are newer than the build.'; echo 'Error: Unable to access jarfile'; echo 'Error: More.'");
        assertEquals("The runtime did not start: Error: Unable to access jarfile", problem.message());
    }

    @Test
    @DisplayName("says so if it said nothing, and names the log")
    void noWords() throws Exception {
        Problem problem = failure("");
        assertEquals("The runtime ended at once, without a word.", problem.message());
        assertEquals("See " + home.root().resolve("var/log/redoubt.log") + ".", problem.hint().orElse(""));
    }

    @Test
    @DisplayName("names the home if nothing can be written there")
    void noLog() throws Exception {
        Files.createDirectories(home.startLog());
        String message = failure("").message();
        assertTrue(message.startsWith("The home " + home.root() + " cannot be used: " + home.startLog()), message);
    }
}
