package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.vault.VaultException;
import org.redoubt.plugin.volume.rig.DamagedSection;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;
import org.redoubt.testkit.protection.RecordingUndoLog;
import org.redoubt.testkit.protection.TestRestoreContext;

/** The steps of all runs stand in one log, and each run begins with the memo of the one before. */
@DisplayName("When a restore is gone on with,")
class ResumedRestoreTest {
    @TempDir
    Path scratch;
    private Rig rig;
    private Saved saved;
    private RecordingUndoLog log;
    private Optional<TestRestoreContext> last = Optional.empty();
    private Path back;

    @BeforeEach
    void protect() throws Exception {
        Path volume = Files.createDirectories(scratch.resolve("volume"));
        for (String name : List.of("a", "b", "c")) {
            Files.writeString(volume.resolve(name), name);
        }
        rig = Rig.linux(scratch);
        saved = rig.protect(volume, "{}");
        log = new RecordingUndoLog(saved.resource());
        back = scratch.resolve("back");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private TestRestoreContext run(Saved from, ResourceSection section) {
        TestRestoreContext next = new TestRestoreContext(from.resource(), section, rig.restoring(from, scratch, "back").target(), log);
        last.ifPresent(before -> before.memo().all().forEach(next.memo()::put));
        last = Optional.of(next);
        return next;
    }

    private TestRestoreContext run() {
        return run(saved, saved.section());
    }

    private TestRestoreContext runWithout(String name, ProblemKind kind) {
        return run(saved, new DamagedSection(saved.section(), (path, offset) -> path.equals(name), new VaultException(Problem.of(kind, "It is not there."))));
    }

    private void undo() throws Exception {
        rig.undo(run());
        assertEquals(List.of(), log.open());
    }

    private List<String> there() throws Exception {
        try (Stream<Path> entries = Files.list(back)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /** A file system tells times in steps of a few milliseconds; what is changed is to be later than what was restored. */
    private void edit(String name, String text) throws Exception {
        Path ruler = scratch.resolve("ruler");
        Files.writeString(ruler, "");
        var before = Files.getAttribute(ruler, "unix:ctime");
        while (Files.getAttribute(ruler, "unix:ctime").equals(before)) {
            Files.writeString(ruler, "");
        }
        Files.writeString(back.resolve(name), text);
    }

    private void assertWhatIsMineIsLeft() throws Exception {
        assertEquals(List.of("a", "mine"), there());
        assertEquals("edited", Files.readString(back.resolve("a")));
    }

    @Test
    @DisplayName("then its undo leaves what somebody has changed since its first run")
    void undoOfBothRuns() throws Exception {
        rig.restore(saved, runWithout("b", ProblemKind.DAMAGED), "{}");
        assertEquals(List.of("a", "c"), there());
        edit("a", "edited");
        edit("mine", "mine");
        assertEquals(List.of(), rig.check(saved, run(), "{}"));
        rig.restore(saved, run(), "{}");
        assertEquals(List.of("a", "b", "c", "mine"), there());
        assertEquals("edited", Files.readString(back.resolve("a")));
        undo();
        assertWhatIsMineIsLeft();
    }

    @Test
    @DisplayName("into a directory that was there, and fails, then what is taken back is not what somebody has changed since")
    void aFailureOfTheSecondRun() throws Exception {
        Files.createDirectory(back);
        rig.restore(saved, runWithout("b", ProblemKind.DAMAGED), "{}");
        edit("a", "edited");
        edit("mine", "mine");
        assertThrows(VaultException.class, () -> rig.restore(saved, runWithout("b", ProblemKind.UNAVAILABLE), "{}"));
        undo();
        assertWhatIsMineIsLeft();
    }

    @Test
    @DisplayName("then a directory of somebody else that has got the place meanwhile is in the way")
    void aDirectoryOfSomebodyElse() throws Exception {
        rig.restoreMain(saved, run(), "{}");
        Files.createDirectory(back);
        edit("mine", "mine");
        assertEquals(back + " exists and is not empty.", rig.check(saved, run(), "{}").getFirst().message());
    }

    /** A file system may give it the number of the one that is gone. */
    @Test
    @DisplayName("then a directory that somebody else has made in place of what the first run had made is in the way")
    void aDirectoryInPlaceOfTheFirst() throws Exception {
        rig.restore(saved, runWithout("b", ProblemKind.DAMAGED), "{}");
        for (int i = 0; i < 20; i++) {
            try (Stream<Path> entries = Files.list(back)) {
                for (Path entry : entries.toList()) {
                    Files.delete(entry);
                }
            }
            Files.delete(back);
            Files.createDirectory(back);
            edit("mine", "mine");
            assertEquals(back + " exists and is not empty.", rig.check(saved, run(), "{}").getFirst().message());
        }
        undo();
        assertEquals(List.of("mine"), there());
    }

    @Test
    @DisplayName("then an image of somebody else that has got the place meanwhile is in the way")
    void anImageOfSomebodyElse() throws Exception {
        Path image = Files.writeString(scratch.resolve("image"), "image");
        Saved one = rig.protect(image, "{}");
        log = new RecordingUndoLog(one.resource());
        last = Optional.empty();
        rig.restoreMain(one, run(one, one.section()), "{}");
        Files.writeString(back, "mine");
        assertEquals(back + " exists.", rig.check(one, run(one, one.section()), "{}").getFirst().message());
        assertThrows(Exception.class, () -> rig.restoreMain(one, run(one, one.section()), "{}"));
        assertEquals("mine", Files.readString(back));
    }

    @Test
    @DisplayName("after a failure, which leaves nothing that nobody goes on with,")
    void aFailureLeavesNoDraft() throws Exception {
        assertThrows(VaultException.class, () -> rig.restore(saved, runWithout("b", ProblemKind.UNAVAILABLE), "{}"));
        try (Stream<Path> entries = Files.list(scratch)) {
            assertEquals(List.of(), entries.filter(entry -> entry.getFileName().toString().startsWith(".redoubt-")).toList());
        }
        assertEquals(List.of(), log.open());
        rig.restore(saved, run(), "{}");
        assertEquals(List.of("a", "b", "c"), there());
    }

    @Test
    @DisplayName("then what its first run has left without a name is gone")
    void aDraftOfTheFirstRun() throws Exception {
        rig.restoreMain(saved, run(), "{}");
        Path draft = scratch.resolve(log.open().stream().map(step -> step.arg("draft")).findFirst().orElseThrow());
        assertTrue(Files.exists(draft));
        rig.restore(saved, run(), "{}");
        assertFalse(Files.exists(draft));
        assertEquals(List.of("a", "b", "c"), there());
        assertEquals(1, log.open().stream().map(UndoStep::spec).filter(spec -> spec.arguments().containsKey("draft")).count());
        undo();
        assertFalse(Files.exists(back));
    }
}
