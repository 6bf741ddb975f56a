package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;
import org.redoubt.testkit.protection.TestRestoreContext;
import org.redoubt.testkit.protection.TestUndoContext;

class ExistingTargetTest {
    private static final String REPLACE = "{\"onConflict\": \"replace\"}";
    private static final String SKIP = "{\"onConflict\": \"skip\"}";

    @TempDir
    Path scratch;
    Path volume;
    Rig rig;
    Saved saved;

    @BeforeEach
    void protectATree() throws Exception {
        volume = Files.createDirectories(scratch.resolve("volume")).toRealPath();
        write("one", "1");
        write("two", "2");
        write("dir/three", "3");
        Files.createSymbolicLink(volume.resolve("link"), Path.of("one"));
        rig = Rig.linux(scratch);
        saved = rig.protect(volume, "{}");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aPlaceThatHoldsFilesIsRefusedBeforeAnythingIsDone() throws Exception {
        List<Problem> problems = rig.check(saved, inPlace(), "{}");
        assertEquals(1, problems.size());
        assertEquals(ProblemKind.EXISTS, problems.getFirst().kind());
        assertEquals(volume + " exists and is not empty.", problems.getFirst().message());
    }

    @Test
    void anEmptyDirectoryIsNoConflict() throws Exception {
        Path empty = Files.createDirectories(scratch.resolve("out/copy"));
        assertEquals(List.of(), rig.check(saved, rig.restoring(saved, empty.getParent(), "copy"), "{}"));
        rig.restore(saved, empty.getParent(), "copy", "{}");
        assertEquals(contents(volume), contents(empty));
    }

    @Test
    void replacePutsBackWhatWasChangedAndLeavesWhatWasAdded() throws Exception {
        write("one", "changed");
        write("added", "mine");
        Files.delete(volume.resolve("dir/three"));
        rig.restore(saved, inPlace(), REPLACE);
        assertEquals("1", read("one"));
        assertEquals("3", read("dir/three"));
        assertEquals("mine", read("added"));
        assertEquals(List.of("added", "dir", "link", "one", "two"), names(volume));
    }

    @Test
    void skipOnlyPutsBackWhatIsMissing() throws Exception {
        write("one", "changed");
        Files.delete(volume.resolve("dir/three"));
        TestRestoreContext context = rig.restore(saved, inPlace(), SKIP);
        assertEquals("changed", read("one"));
        assertEquals("3", read("dir/three"));
        assertEquals(1, context.warnings().size());
    }

    @Test
    void aDirectoryInTheWayOfAFileIsNeverReplaced() throws Exception {
        Files.delete(volume.resolve("one"));
        write("one/precious", "keep");
        TestRestoreContext context = rig.restore(saved, inPlace(), REPLACE);
        assertEquals("keep", read("one/precious"));
        assertEquals(Optional.of("one"), context.missing().getFirst().subject());
    }

    @Test
    void aFileInTheWayOfADirectoryIsReplacedIfThatIsSaid() throws Exception {
        Files.delete(volume.resolve("dir/three"));
        Files.delete(volume.resolve("dir"));
        write("dir", "a file now");
        rig.restore(saved, inPlace(), REPLACE);
        assertEquals("3", read("dir/three"));
    }

    @Test
    void theDryRunTellsWhatWouldHappen() throws Exception {
        Files.delete(volume.resolve("two"));
        TreeMap<String, String> planned = new TreeMap<>();
        for (PlannedAction action : rig.plugin().getRestoreOperation(saved.resource())
                .plan(null, saved.resource(), inPlace(), Rig.parameters(REPLACE))) {
            planned.put(volume.relativize(Path.of(action.subject())).toString(), action.verb());
        }
        assertEquals("{dir/three=replace, link=replace, one=replace, two=create}", planned.toString());
        assertFalse(Files.exists(volume.resolve("two")));
    }

    @Test
    void undoRemovesWhatARestoreAddedAndNothingElse() throws Exception {
        Files.delete(volume.resolve("dir/three"));
        Files.delete(volume.resolve("dir"));
        Files.delete(volume.resolve("two"));
        write("added", "mine");
        TestRestoreContext context = rig.restore(saved, inPlace(), SKIP);
        write("dir/later", "after the restore");
        rig.undo(context);
        assertEquals(List.of("added", "dir", "link", "one"), names(volume));
        assertEquals(List.of("later"), names(volume.resolve("dir")));
        assertEquals(List.of(), context.undo().open());
    }

    @Test
    void undoOfANewTreeKeepsWhatSomebodyChangedSince() throws Exception {
        TestRestoreContext context = rig.restore(saved, scratch.resolve("out"), "copy", "{}");
        Path copy = scratch.resolve("out/copy");
        Files.writeString(copy.resolve("dir/three"), "changed");
        Files.writeString(copy.resolve("new"), "new");
        List<UndoResult> results = rig.undo(context);
        assertEquals(List.of("dir", "new"), names(copy));
        assertTrue(results.getFirst().reason().contains("kept"), results.toString());
    }

    @Test
    void undoBeforeAnythingHappenedHasNothingToDo() throws Exception {
        TestRestoreContext context = rig.restore(saved, scratch.resolve("out"), "copy", "{}");
        List<UndoStep> steps = context.undo().open();
        rig.undo(context);
        assertFalse(Files.exists(scratch.resolve("out")));
        for (UndoStep step : steps) {
            assertTrue(rig.plugin().undo(step, new TestUndoContext(context, List.of())).settled());
        }
    }

    @Test
    void aRestoreIsSeenUnderItsNameOnlyWhenItIsComplete() throws Exception {
        TestRestoreContext half = rig.restoring(saved, scratch.resolve("out"), "copy");
        rig.restoreMain(saved, half, "{}");
        assertFalse(Files.exists(scratch.resolve("out/copy")));
        rig.undo(half);
        assertFalse(Files.exists(scratch.resolve("out")));
    }

    @Test
    void aRestoreIsToldWithItsNewPlace() throws Exception {
        TestRestoreContext context = rig.restore(saved, scratch.resolve("out"), "copy", "{}");
        String place = scratch.resolve("out/copy").toString();
        assertEquals(place, context.result().orElseThrow().place());
        assertEquals(place, context.result().orElseThrow().resource().id());
    }

    @Test
    void aNameThatLeadsOutOfTheTargetIsRefused() throws Exception {
        for (String name : List.of("..", "a/b", ".", "", "../x")) {
            assertEquals(ProblemKind.INVALID, rig.check(saved, rig.restoring(saved, scratch, name), "{}").getFirst().kind(), name);
        }
    }

    private TestRestoreContext inPlace() {
        return rig.restoring(saved, Optional.empty());
    }

    private void write(String name, String text) throws Exception {
        Files.createDirectories(volume.resolve(name).getParent());
        Files.writeString(volume.resolve(name), text);
    }

    private String read(String name) throws Exception {
        return Files.readString(volume.resolve(name));
    }

    private static List<String> names(Path directory) throws Exception {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static String contents(Path directory) throws Exception {
        try (Stream<Path> entries = Files.walk(directory)) {
            return entries.map(entry -> directory.relativize(entry).toString()).sorted().collect(Collectors.joining("\n"));
        }
    }
}
