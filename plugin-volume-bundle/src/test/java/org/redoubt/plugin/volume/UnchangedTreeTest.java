package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.os.HostFileException;
import org.redoubt.os.linux.file.LinuxFiles;
import org.redoubt.plugin.volume.rig.Hooked;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;
import org.redoubt.testkit.host.Host;
import org.redoubt.testkit.host.HostileTree;

/** A file that has not changed is not opened again, and yet has all that belongs to it. */
class UnchangedTreeTest {
    @TempDir
    Path scratch;
    Path volume;

    private final List<String> opened = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private boolean refusing;

    @BeforeEach
    void makeTree() throws Exception {
        assumeTrue(Host.status("rsync", "--version") == 0 && Host.status("setfattr", "--version") == 0, "rsync or attr is not installed");
        volume = Files.createDirectories(scratch.resolve("volume"));
        HostileTree.run(volume, "mkdir dir; echo a > a; echo b > b; echo c > dir/c; setfattr -n user.note -v first b dir dir/c");
    }

    private Rig rig() {
        return Rig.with(scratch, Hooked.files(new LinuxFiles(), (method, file) -> {
            if (method.equals("openFile")) {
                opened.add(file);
            }
            if (method.equals("attributes") && Set.of("a", "b", "c").contains(file)) {
                asked.add(file);
            }
            if (method.equals("attributes") && file.equals("b") && refusing) {
                throw new HostFileException(HostFileException.Kind.IO_ERROR, "EIO", "read the attributes of 'b'");
            }
        }));
    }

    /** As if it were long after the last change, which the kernel dates by its own clock. */
    private Saved protect(Rig rig, Optional<Saved> previous) throws Exception {
        opened.clear();
        asked.clear();
        Saved saved = rig.saving(volume, previous);
        saved.context().useClock(() -> Instant.now().plus(Duration.ofHours(1)));
        return rig.protect(saved, "{}");
    }

    private void assertComesBack(Rig rig, Saved saved, String name) throws Exception {
        rig.restore(saved, scratch, name, "{}");
        assertEquals("", Host.run("rsync", "-aHAXnci", "--delete", volume + "/", scratch.resolve(name) + "/"));
    }

    @Test
    void whatHasNotChangedIsTakenOverWithItsAttributes() throws Exception {
        try (Rig rig = rig()) {
            Saved first = protect(rig, Optional.empty());
            assertEquals(List.of("a", "b", "c"), opened);
            Saved second = protect(rig, Optional.of(first));
            assertEquals(List.of(), opened);
            assertComesBack(rig, second, "copy");
        }
    }

    @Test
    void aChangedAttributeIsSeen() throws Exception {
        try (Rig rig = rig()) {
            Saved first = protect(rig, Optional.empty());
            HostileTree.run(volume, "setfattr -n user.note -v second b dir/c");
            Saved second = protect(rig, Optional.of(first));
            assertEquals(List.of("b", "c"), opened);
            assertComesBack(rig, second, "copy");
        }
    }

    @Test
    void attributesThatCouldNotBeReadAreLookedForAgain() throws Exception {
        try (Rig rig = rig()) {
            refusing = true;
            Saved first = protect(rig, Optional.empty());
            assertEquals(1, first.context().warnings().size());
            assertTrue(first.context().warnings().getFirst().message().contains("extended attribute"));
            refusing = false;
            Saved second = protect(rig, Optional.of(first));
            assertEquals(List.of(), opened);
            assertEquals(List.of(), second.context().warnings());
            assertComesBack(rig, second, "copy");
        }
    }

    /** What an ordinary user is not shown must not be lacking for ever when root comes. */
    @Test
    void attributesAreLookedForAgainByRootAfterAnOrdinaryUserAndNotTheOtherWayRound() throws Exception {
        try (Rig rig = rig()) {
            rig.runsAsRoot(false);
            Saved first = protect(rig, Optional.empty());
            assertEquals(List.of("a", "b", "c"), asked);
            Saved second = protect(rig, Optional.of(first));
            assertEquals(List.of(), asked);
            rig.runsAsRoot(true);
            Saved third = protect(rig, Optional.of(second));
            assertEquals(List.of("a", "b", "c"), asked);
            assertEquals(List.of(), opened);
            Saved fourth = protect(rig, Optional.of(third));
            assertEquals(List.of(), asked);
            rig.runsAsRoot(false);
            protect(rig, Optional.of(fourth));
            assertEquals(List.of(), asked);
        }
    }

    @Test
    void filesThatComeAndGoBetweenUnchangedOnesAreFollowed() throws Exception {
        HostileTree.run(volume, "mkdir many; cd many; i=100; while [ $i -lt 400 ]; do echo $i > $i; i=$((i+1)); done");
        try (Rig rig = rig()) {
            Saved first = protect(rig, Optional.empty());
            HostileTree.run(volume, "cd many; rm 2??; echo new > 150x; echo other > 399");
            Saved second = protect(rig, Optional.of(first));
            assertEquals(List.of("150x", "399"), opened);
            assertComesBack(rig, second, "copy");
        }
    }

    @Test
    void allIsReadOnceMoreWithinSoManyDays() throws Exception {
        try (Rig rig = rig()) {
            Instant start = Instant.now();
            Saved first = protect(rig, Optional.empty(), start.plus(Duration.ofHours(1)));
            Saved second = protect(rig, Optional.of(first), start.plus(Duration.ofDays(101)));
            assertEquals(List.of("a", "b", "c"), opened);
            assertComesBack(rig, second, "copy");
            protect(rig, Optional.of(second), start.plus(Duration.ofDays(101)));
            assertEquals(List.of(), opened);
        }
    }

    private Saved protect(Rig rig, Optional<Saved> previous, Instant now) throws Exception {
        opened.clear();
        Saved saved = rig.saving(volume, previous);
        saved.context().useClock(() -> now);
        return rig.protect(saved, "{\"rereadDays\": 100}");
    }
}
