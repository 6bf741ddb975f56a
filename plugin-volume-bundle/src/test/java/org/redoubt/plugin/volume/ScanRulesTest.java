package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;
import org.redoubt.testkit.host.Host;
import org.redoubt.testkit.host.HostileTree;

class ScanRulesTest {
    @TempDir
    Path scratch;
    Path volume;

    @BeforeEach
    void makeTree() throws Exception {
        volume = Files.createDirectories(scratch.resolve("volume")).toRealPath();
        HostileTree.run(volume, "mkdir -p src/cache/deep log; touch a.tmp src/b.tmp src/cache/x src/cache/deep/y log/1 log/2 cache.txt \u00fc.txt $'\\xff.tmp'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "*.tmp          | cache.txt log log/1 log/2 src src/cache src/cache/deep src/cache/deep/y src/cache/x \u00fc.txt",
        "/*.tmp         | cache.txt log log/1 log/2 src src/b.tmp src/cache src/cache/deep src/cache/deep/y src/cache/x \u00fc.txt",
        "cache          | ?.tmp a.tmp cache.txt log log/1 log/2 src src/b.tmp \u00fc.txt",
        "cache/         | ?.tmp a.tmp cache.txt log log/1 log/2 src src/b.tmp \u00fc.txt",
        "*/             | ?.tmp a.tmp cache.txt \u00fc.txt",
        "log/[!1]       | ?.tmp a.tmp cache.txt log log/1 src src/b.tmp src/cache src/cache/deep src/cache/deep/y src/cache/x \u00fc.txt",
        "src/**/y       | ?.tmp a.tmp cache.txt log log/1 log/2 src src/b.tmp src/cache src/cache/deep src/cache/x \u00fc.txt",
        "src/**         | ?.tmp a.tmp cache.txt log log/1 log/2 src \u00fc.txt",
        "**/deep        | ?.tmp a.tmp cache.txt log log/1 log/2 src src/b.tmp src/cache src/cache/x \u00fc.txt",
        "?.txt          | ?.tmp a.tmp cache.txt log log/1 log/2 src src/b.tmp src/cache src/cache/deep src/cache/deep/y src/cache/x",
    })
    void whatAPatternNamesIsLeftOut(String pattern, String kept) throws Exception {
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.protect(volume, "{\"exclude\": [\"" + pattern.strip() + "\"]}");
            rig.restore(saved, scratch, "copy", "{}");
            assertEquals(kept.strip(), String.join(" ", paths(scratch.resolve("copy"))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a", "/", "a\\\\", "[z-a]"})
    void aPatternThatMakesNoSenseIsRefusedBeforeAnythingRuns(String pattern) throws Exception {
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.saving(volume);
            List<Problem> problems = rig.plugin().getProtectOperation(saved.resource())
                    .onCheck(null, saved.resource(), saved.context(), Rig.parameters("{\"exclude\": [\"" + pattern + "\"]}"));
            assertEquals("/exclude", problems.getFirst().subject().orElseThrow());
        }
    }

    @Test
    void directoriesOnOtherFileSystemsAreKeptEmptyIfThatIsSaid() throws Exception {
        assumeTrue(Host.isRoot(), "only root mounts");
        Path mount = Files.createDirectories(volume.resolve("mnt"));
        assumeTrue(Host.status("mount", "-t", "tmpfs", "tmpfs", mount.toString()) == 0, "mounting is not possible here");
        try (Rig rig = Rig.linux(scratch)) {
            Files.writeString(mount.resolve("other"), "other");
            rig.restore(rig.protect(volume, "{\"oneFileSystem\": true}"), scratch, "one", "{}");
            rig.restore(rig.protect(volume, "{}"), scratch, "all", "{}");
        } finally {
            Host.run("umount", mount.toString());
        }
        assertTrue(Files.isDirectory(scratch.resolve("one/mnt")));
        assertEquals(List.of(), paths(scratch.resolve("one/mnt")));
        assertEquals(List.of("other"), paths(scratch.resolve("all/mnt")));
    }

    @Test
    void viewsOfTheKernelAreNeverRead() throws Exception {
        assumeTrue(Host.isRoot(), "only root mounts");
        Path mount = Files.createDirectories(volume.resolve("proc"));
        assumeTrue(Host.status("mount", "-t", "proc", "proc", mount.toString()) == 0, "mounting is not possible here");
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.protect(volume, "{}");
            rig.restore(saved, scratch, "copy", "{}");
            assertEquals("proc", saved.context().warnings().getFirst().subject().orElseThrow());
        } finally {
            Host.run("umount", mount.toString());
        }
        assertEquals(List.of(), paths(scratch.resolve("copy/proc")));
    }

    @Test
    void whatTheRuntimeItselfWritesToIsLeftOutAndSaid() throws Exception {
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.saving(volume);
            saved.context().useRuntimePaths(Set.of(volume.resolve("log"), scratch, volume));
            rig.protect(saved, "{}");
            rig.restore(saved, scratch, "copy", "{}");
            assertEquals("log", saved.context().warnings().getFirst().subject().orElseThrow());
            assertEquals(List.of(), paths(scratch.resolve("copy/log")));
            assertTrue(Files.exists(scratch.resolve("copy/src/b.tmp")));
        }
    }

    @Test
    void aBankIsNotReadIntoItself() throws Exception {
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.saving(volume);
            saved.context().useBankPaths(Set.of(volume));
            List<Problem> problems = rig.plugin().getProtectOperation(saved.resource()).onCheck(null, saved.resource(), saved.context(), Rig.parameters("{}"));
            assertTrue(problems.getFirst().message().startsWith(volume + " is the bank that it would be stored in"), problems::toString);
            saved.context().useBankPaths(Set.of(volume.resolve("log")));
            assertEquals(List.of(), rig.plugin().getProtectOperation(saved.resource()).onCheck(null, saved.resource(), saved.context(), Rig.parameters("{}")));
        }
    }

    @Test
    void unchangedFilesAreNotReadAgainAndChangedOnesAre() throws Exception {
        HostileTree.run(volume, "head -c 100000 /dev/urandom > data; head -c 100000 /dev/urandom > other");
        try (Rig rig = Rig.linux(scratch)) {
            Saved first = rig.saving(volume);
            first.context().useClock(() -> Instant.now().plusSeconds(60));
            rig.protect(first, "{}");
            HostileTree.run(volume, "echo more >> other; chmod 600 a.tmp");
            Saved second = rig.protect(rig.saving(volume, Optional.of(first)), "{}");
            rig.restore(second, scratch, "copy", "{}");
            assertEquals("", HostileTree.differences(volume, scratch.resolve("copy")));
            assertTrue(second.section().session().totals().logicalBytes() > 0);
            assertEquals(List.of(), rig.verify(second));
        }
    }

    @Test
    void whatWasSavedIsTold() throws Exception {
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.protect(volume, "{}");
            JsonObject info = rig.plugin().getSavedInfo(saved.section(), saved.resource());
            assertEquals("directory", info.string("kind").orElseThrow());
            assertEquals(9, info.number("files").orElseThrow());
            assertEquals(5, info.number("directories").orElseThrow());
        }
    }

    private static List<String> paths(Path directory) throws Exception {
        try (Stream<Path> entries = Files.walk(directory)) {
            return entries.map(entry -> directory.relativize(entry).toString()).filter(name -> !name.isEmpty())
                    .map(name -> name.replace('\ufffd', '?')).sorted().toList();
        }
    }
}
