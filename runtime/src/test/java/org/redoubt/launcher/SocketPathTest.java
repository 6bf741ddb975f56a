package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.ProblemKind;

@DisplayName("The socket of a home")
final class SocketPathTest {
    private static final String NOBODY = "65534";

    @TempDir
    private Path top;
    private Path root;
    private Path mine;
    private Path ofUser;
    private Path ofTemporary;

    @BeforeEach
    void aLongHome() throws Exception {
        root = Files.createDirectories(top.resolve("h".repeat(100)));
        Object uid = Files.getAttribute(root, "unix:uid");
        mine = Files.createDirectories(top.resolve("mine"));
        ofUser = top.resolve("run/user/" + uid + "/redoubt");
        ofTemporary = Files.createDirectories(top.resolve("tmp")).resolve("redoubt-" + uid);
    }

    private static String permissions(Path directory) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory));
    }

    private Path chosen(Path home, Map<String, String> environment) throws Exception {
        return new SocketPath(new Home(home), environment, top).choose();
    }

    /** The directory in which that of the long home lies. */
    private Path place(Map<String, String> environment) throws Exception {
        Path socket = chosen(root, environment);
        assertTrue(socket.getFileName().toString().matches("[0-9a-f]{8}\\.socket"), socket::toString);
        assertEquals(socket, chosen(root, environment), "it is the same one next time");
        assertEquals("rwx------", permissions(socket.getParent()));
        return socket.getParent();
    }

    @Test
    @DisplayName("is in the home where that fits")
    void inTheHome() throws Exception {
        Path home = Files.createDirectory(top.resolve("home"));
        assertEquals(home.resolve("var/run/socket"), chosen(home, Map.of("XDG_RUNTIME_DIR", mine.toString())));
    }

    @Test
    @DisplayName("of a long path is in the runtime directory of the user, one for each home, in a directory for the owner only")
    void inTheRuntimeDirectory() throws Exception {
        assertEquals(mine.resolve("redoubt"), place(Map.of("XDG_RUNTIME_DIR", mine.toString())));
        Path other = Files.createDirectory(top.resolve("i".repeat(100)));
        assertNotEquals(chosen(root, Map.of("XDG_RUNTIME_DIR", mine.toString())), chosen(other, Map.of("XDG_RUNTIME_DIR", mine.toString())));
    }

    @Test
    @DisplayName("of a long path is where systemd has the runtime directory, if nobody says where that is")
    void whereSystemdHasIt() throws Exception {
        Files.createDirectories(ofUser.getParent());
        assertEquals(ofUser, place(Map.of()));
        assertEquals(ofUser, place(Map.of("XDG_RUNTIME_DIR", "")));
    }

    @Test
    @DisplayName("of a long path is in the temporary directory, if there is no runtime directory")
    void inTheTemporaryDirectory() throws Exception {
        assertEquals(ofTemporary, place(Map.of()));
        assertEquals(ofTemporary, place(Map.of("XDG_RUNTIME_DIR", top.resolve("none").toString())));
    }

    @Test
    @DisplayName("is not where the path is relative or too long as well")
    void placesThatDoNotFit() throws Exception {
        assertEquals(ofTemporary, place(Map.of("XDG_RUNTIME_DIR", "run")));
        Path deep = Files.createDirectory(mine.resolve("d".repeat(60)));
        assertEquals(ofTemporary, place(Map.of("XDG_RUNTIME_DIR", deep.toString())));
    }

    @Nested
    @DisplayName("given somebody who was there first")
    final class PlacesOfOthers {
        private Map<String, String> environment;
        private Path planted;

        @BeforeEach
        void aPlace() {
            environment = Map.of("XDG_RUNTIME_DIR", mine.toString());
            planted = mine.resolve("redoubt");
        }

        @Test
        @DisplayName("is not in a directory that others can enter")
        void open() throws Exception {
            Files.createDirectory(planted);
            for (String permissions : new String[] {"rwx--x---", "rwx---r--", "rwxrwxrwx"}) {
                Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString(permissions));
                assertEquals(ofTemporary, place(environment));
            }
            assertEquals("rwxrwxrwx", permissions(planted), "it is left as it was found");
        }

        @Test
        @DisplayName("is not behind a link, wherever that leads, nor where a file is")
        void link() throws Exception {
            Path own = Files.createDirectory(top.resolve("own"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.createSymbolicLink(planted, own);
            assertEquals(ofTemporary, place(environment));
            Files.delete(planted);
            Files.createSymbolicLink(planted, top.resolve("none"));
            assertEquals(ofTemporary, place(environment));
            Files.delete(planted);
            Files.writeString(planted, "no directory");
            assertEquals(ofTemporary, place(environment));
        }

        @Test
        @DisplayName("is not in a directory of somebody else")
        void another() throws Exception {
            Files.createDirectory(planted, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            assumeTrue(new ProcessBuilder("chown", NOBODY, planted.toString()).start().waitFor() == 0, "only root can give a directory away");
            assertEquals(ofTemporary, place(environment));
        }

        @Test
        @DisplayName("is nowhere if no place is private, and one sentence says so")
        void nowhere() throws Exception {
            Files.createSymbolicLink(planted, mine);
            Files.createSymbolicLink(ofTemporary, mine);
            LaunchException refused = assertThrows(LaunchException.class, () -> chosen(root, environment));
            assertEquals(ProblemKind.UNSUPPORTED, refused.problem().kind());
            assertEquals("The path of the home " + root + " is too long for a socket, and no shorter place is private.", refused.problem().message());
            assertEquals("Choose a home with a shorter path.", refused.problem().hint().orElse(""));
        }
    }
}
