package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
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
import org.redoubt.api.vault.VaultException;
import org.redoubt.plugin.volume.rig.DamagedSection;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;
import org.redoubt.testkit.protection.RecordingUndoLog;
import org.redoubt.testkit.protection.TestRestoreContext;

/** What stands where something was restored may be somebody else's by now, whatever its name is. */
@DisplayName("Undo of a restore, or what comes after one, leaves")
class UndoneRestoreTest {
    private static final String REPLACE = "{\"onConflict\":\"replace\"}";

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

    /** A file system tells times in steps of a few milliseconds; what comes is to be later than what was. */
    private void later() throws Exception {
        Path ruler = scratch.resolve("ruler");
        Files.writeString(ruler, "");
        var before = Files.getAttribute(ruler, "unix:ctime");
        while (Files.getAttribute(ruler, "unix:ctime").equals(before)) {
            Files.writeString(ruler, "");
        }
    }

    private void write(Path file, String text) throws Exception {
        later();
        Files.writeString(file, text);
    }

    @Test
    @DisplayName("what was changed after a run that failed, also if a later one succeeded")
    void whatWasChangedAfterAFailure() throws Exception {
        Files.createDirectory(back);
        assertThrows(VaultException.class, () -> rig.restore(saved, runWithout("b", ProblemKind.UNAVAILABLE), "{}"));
        assertEquals(List.of("a"), there());
        rig.restore(saved, run(), "{}");
        assertEquals(List.of("a", "b", "c"), there());
        write(back.resolve("a"), "edited");
        undo();
        assertEquals(List.of("a"), there());
        assertEquals("edited", Files.readString(back.resolve("a")));
    }

    @Test
    @DisplayName("what was changed after a run that was killed and never said when it was done")
    void whatWasChangedAfterAKill() throws Exception {
        Files.createDirectory(back);
        assertThrows(VaultException.class, () -> rig.restore(saved, runWithout("c", ProblemKind.UNAVAILABLE), "{}"));
        last = Optional.empty();
        write(back.resolve("a"), "edited");
        undo();
        assertEquals(List.of("a"), there());
        assertEquals("edited", Files.readString(back.resolve("a")));
    }

    @Test
    @DisplayName("a file that somebody has made while the one of that name was restored")
    void aFileMadeMeanwhile() throws Exception {
        Files.createDirectory(back);
        rig.restore(saved, run(saved, new DamagedSection(saved.section(), (path, offset) -> {
            if (path.equals("b")) {
                mine("b");
            }
            return false;
        }, new VaultException(Problem.of(ProblemKind.DAMAGED, "never")))), "{}");
        assertEquals(List.of("b"), last.orElseThrow().missing().stream().map(problem -> problem.subject().orElse("")).toList());
        undo();
        assertEquals(List.of("b"), there());
        assertEquals("mine", Files.readString(back.resolve("b")));
    }

    private void mine(String name) {
        try {
            Files.writeString(back.resolve(name), "mine");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("another directory that has got the place")
    void anotherDirectory() throws Exception {
        Path production = Files.createDirectory(scratch.resolve("production"));
        Files.writeString(production.resolve("a"), "mine");
        later();
        Files.createDirectory(back);
        rig.restore(saved, run(), "{}");
        Files.move(back, scratch.resolve("test"));
        Files.move(production, back);
        undo();
        assertEquals(List.of("a"), there());
    }

    @Test
    @DisplayName("a directory that somebody has moved into what was restored")
    void aDirectoryMovedIn() throws Exception {
        Path photos = Files.createDirectory(scratch.resolve("photos"));
        Files.writeString(photos.resolve("photo"), "mine");
        later();
        rig.restore(saved, run(), "{}");
        Files.move(photos, back.resolve("photos"));
        undo();
        assertEquals(List.of("photos"), there());
        assertEquals("mine", Files.readString(back.resolve("photos/photo")));
    }

    @Test
    @DisplayName("what was changed between two runs that replace what is there")
    void whatWasChangedBetweenRunsThatReplace() throws Exception {
        Files.createDirectory(back);
        for (String name : List.of("a", "b")) {
            Files.writeString(back.resolve(name), "old");
        }
        rig.restore(saved, runWithout("b", ProblemKind.DAMAGED), REPLACE);
        assertEquals("a", Files.readString(back.resolve("a")));
        write(back.resolve("a"), "edited");
        rig.restore(saved, run(), REPLACE);
        assertEquals("edited", Files.readString(back.resolve("a")));
        assertEquals("b", Files.readString(back.resolve("b")));
    }

    @Test
    @DisplayName("a directory of somebody else alone that has got the place of an empty one between two runs")
    void anotherDirectoryBetweenRuns() throws Exception {
        Files.createDirectory(back);
        rig.restore(saved, runWithout("b", ProblemKind.DAMAGED), "{}");
        Files.move(back, scratch.resolve("away"));
        Files.createDirectory(back);
        mine("mine");
        assertEquals(back + " exists and is not empty.", rig.check(saved, run(), "{}").getFirst().message());
    }

    @Test
    @DisplayName("an image over which an older one was copied with its time")
    void anImageCopiedOver() throws Exception {
        Path mine = Files.writeString(scratch.resolve("mine"), "mine");
        Files.setLastModifiedTime(mine, FileTime.fromMillis(1_000_000_000_000L));
        Path image = Files.writeString(scratch.resolve("image"), "image");
        Saved one = rig.protect(image, "{}");
        log = new RecordingUndoLog(one.resource());
        rig.restore(one, run(one, one.section()), "{}");
        later();
        // As cp -p does, which writes into the file that is there.
        Files.write(back, Files.readAllBytes(mine));
        Files.setLastModifiedTime(back, Files.getLastModifiedTime(mine));
        rig.undo(run(one, one.section()));
        assertEquals("mine", Files.readString(back));
    }

    @Test
    @DisplayName("a directory that was made while the restore ran, and moved into what was restored")
    void aDirectoryMadeMeanwhileAndMovedIn() throws Exception {
        Path work = scratch.resolve("work");
        rig.restore(saved, run(saved, new DamagedSection(saved.section(), (path, offset) -> {
            if (path.equals("b") && !Files.exists(work)) {
                try {
                    Files.createDirectory(work);
                    Files.writeString(work.resolve("file"), "mine");
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
            return false;
        }, new VaultException(Problem.of(ProblemKind.DAMAGED, "never")))), "{}");
        later();
        Files.move(work, back.resolve("work"));
        undo();
        assertEquals("mine", Files.readString(back.resolve("work/file")));
    }

    @Test
    @DisplayName("an image that was changed between two runs that replace what is there")
    void anImageChangedBetweenRuns() throws Exception {
        Path image = Files.writeString(scratch.resolve("image"), "image");
        Saved one = rig.protect(image, "{}");
        log = new RecordingUndoLog(one.resource());
        rig.restore(one, run(one, one.section()), REPLACE);
        write(back, "edited");
        assertEquals(back + " was restored by an earlier run and changed since, so it is not replaced.",
                rig.check(one, run(one, one.section()), REPLACE).getFirst().message());
        assertEquals("edited", Files.readString(back));
    }

    @Test
    @DisplayName("the mode that somebody has given a directory between two runs, and a link in place of one")
    void directoriesChangedBetweenRuns() throws Exception {
        Path volume = Files.createDirectories(scratch.resolve("deep"));
        for (String name : List.of("closed", "linked")) {
            Files.writeString(Files.createDirectory(volume.resolve(name)).resolve("file"), name);
        }
        Files.writeString(volume.resolve("x"), "x");
        saved = rig.protect(volume, "{}");
        log = new RecordingUndoLog(saved.resource());
        Files.createDirectory(back);
        rig.restore(saved, runWithout("x", ProblemKind.DAMAGED), REPLACE);
        later();
        Files.setPosixFilePermissions(back.resolve("closed"), PosixFilePermissions.fromString("rwx------"));
        Files.move(back.resolve("linked"), scratch.resolve("elsewhere"));
        Files.createSymbolicLink(back.resolve("linked"), scratch.resolve("elsewhere"));
        rig.restore(saved, run(), REPLACE);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(back.resolve("closed"))));
        assertTrue(Files.isSymbolicLink(back.resolve("linked")));
        assertEquals("x", Files.readString(back.resolve("x")));
    }

    @Test
    @DisplayName("what somebody has written into a file while others were restored")
    void aFileEditedMeanwhile() throws Exception {
        Files.createDirectory(back);
        rig.restore(saved, run(saved, new DamagedSection(saved.section(), (path, offset) -> {
            if (path.equals("c")) {
                mine("a");
            }
            return false;
        }, new VaultException(Problem.of(ProblemKind.DAMAGED, "never")))), "{}");
        undo();
        assertEquals(List.of("a"), there());
        assertEquals("mine", Files.readString(back.resolve("a")));
    }

    @Test
    @DisplayName("nothing of a tree of its own that a later run has only looked through")
    void allOfATreeThatWasGoneOnWith() throws Exception {
        Path volume = Files.createDirectories(scratch.resolve("deep/sub"));
        Files.writeString(volume.resolve("file"), "file");
        Files.writeString(volume.resolve("lost"), "lost");
        saved = rig.protect(volume.getParent(), "{}");
        log = new RecordingUndoLog(saved.resource());
        rig.restore(saved, runWithout("sub/lost", ProblemKind.DAMAGED), "{}");
        later();
        rig.restore(saved, run(), "{}");
        assertEquals("lost", Files.readString(back.resolve("sub/lost")));
        undo();
        assertFalse(Files.exists(back));
    }

    @Test
    @DisplayName("no second name of a file behind that a later run replaces")
    void bothNamesAreReplaced() throws Exception {
        Path volume = Files.createDirectories(scratch.resolve("linked"));
        Files.writeString(volume.resolve("a"), "new");
        Files.createLink(volume.resolve("b"), volume.resolve("a"));
        Files.writeString(volume.resolve("x"), "x");
        saved = rig.protect(volume, "{}");
        log = new RecordingUndoLog(saved.resource());
        Files.createDirectory(back);
        Files.writeString(back.resolve("a"), "old");
        Files.createLink(back.resolve("b"), back.resolve("a"));
        assertThrows(VaultException.class, () -> rig.restore(saved, runWithout("a", ProblemKind.UNAVAILABLE), REPLACE));
        later();
        rig.restore(saved, run(), REPLACE);
        assertEquals("new", Files.readString(back.resolve("a")));
        assertTrue(Files.isSameFile(back.resolve("a"), back.resolve("b")));
    }
}
