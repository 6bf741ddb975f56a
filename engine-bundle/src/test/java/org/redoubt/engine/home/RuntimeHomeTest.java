package org.redoubt.engine.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a runtime writes to, so that nobody freezes it. */
class RuntimeHomeTest {
    private static final Path OTHER_FILE_SYSTEM = Path.of("/dev/shm");

    @TempDir
    private Path place;

    private Set<Path> below(RuntimeHome home, Path directory) throws Exception {
        Path real = directory.toRealPath();
        return home.written().stream().filter(path -> path.startsWith(real)).collect(Collectors.toSet());
    }

    @Test
    void whatLiesInTheHomeIsNotToldOneByOne() throws Exception {
        Files.createDirectories(place.resolve("home/var/journal"));
        RuntimeHome home = RuntimeHome.open(place.resolve("home"));

        assertEquals(Set.of(place.resolve("home").toRealPath()), below(home, place));
        assertTrue(home.covers(place.resolve("home/var/journal")));
        assertFalse(home.covers(place));
    }

    @Test
    void whatALinkOrAMountOfTheHomeLeadsToIsTold() throws Exception {
        assumeTrue(Files.isDirectory(OTHER_FILE_SYSTEM) && !Files.getAttribute(OTHER_FILE_SYSTEM, "unix:dev").equals(Files.getAttribute(place, "unix:dev")),
                "there is no second file system here");
        Path elsewhere = Files.createTempDirectory(OTHER_FILE_SYSTEM, "redoubt-");
        try {
            Files.createDirectories(place.resolve("home/var"));
            Files.createSymbolicLink(place.resolve("home/var/journal"), elsewhere);
            RuntimeHome home = RuntimeHome.open(place.resolve("home"));

            assertEquals(Set.of(elsewhere), below(home, elsewhere));
            assertFalse(home.covers(place.resolve("home/var/journal")));
        } finally {
            Files.delete(elsewhere);
        }
    }
}
