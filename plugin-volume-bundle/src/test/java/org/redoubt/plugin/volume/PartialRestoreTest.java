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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;
import org.redoubt.testkit.protection.TestRestoreContext;

/** Restoring some files and directories of a volume, and nothing else. */
class PartialRestoreTest {
    @TempDir
    Path scratch;
    Path volume;
    Rig rig;
    Saved saved;

    @BeforeEach
    void protectATree() throws Exception {
        volume = Files.createDirectories(scratch.resolve("volume")).toRealPath();
        write("top", "0");
        write("a/b/one", "1");
        write("a/b/two", "2");
        write("a/other", "3");
        write("a.b", "4");
        write("z/last", "5");
        Files.createLink(volume.resolve("z/hard"), volume.resolve("a/b/one"));
        Files.createLink(volume.resolve("z/hard2"), volume.resolve("a/b/one"));
        Files.setPosixFilePermissions(volume.resolve("a/b"), PosixFilePermissions.fromString("rwx--x---"));
        Files.setLastModifiedTime(volume.resolve("a/b"), FileTime.fromMillis(1_000_000_000_000L));
        rig = Rig.linux(scratch);
        saved = rig.protect(volume, "{}");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void write(String name, String content) throws Exception {
        Path file = volume.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String include(String... paths) {
        return "{\"include\": [" + Stream.of(paths).map(path -> "\"" + path + "\"").collect(Collectors.joining(",")) + "]}";
    }

    private static String including(String conflict, String path) {
        return "{\"onConflict\": \"" + conflict + "\", \"include\": [\"" + path + "\"]}";
    }

    private static List<String> files(Path root) throws Exception {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> !path.equals(root)).map(path -> root.relativize(path).toString()).sorted().toList();
        }
    }

    private Path restore(String parameters) throws Exception {
        assertEquals(List.of(), rig.check(saved, rig.restoring(saved, scratch.resolve("out"), "copy"), parameters));
        TestRestoreContext context = rig.restore(saved, scratch.resolve("out"), "copy", parameters);
        assertEquals(List.of(), context.missing());
        assertEquals(List.of(), context.warnings());
        return scratch.resolve("out/copy");
    }

    @Test
    void aFileComesBackWithTheDirectoriesThatLeadToItAsTheyWere() throws Exception {
        Path copy = restore(include("a/b/one"));
        assertEquals(List.of("a", "a/b", "a/b/one"), files(copy));
        assertEquals("1", Files.readString(copy.resolve("a/b/one")));
        assertEquals("rwx--x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.resolve("a/b"))));
        assertEquals(1_000_000_000_000L, Files.getLastModifiedTime(copy.resolve("a/b")).toMillis());
    }

    @Test
    void aDirectoryComesBackWithAllThatIsInItAndNothingThatOnlyBeginsLikeIt() throws Exception {
        assertEquals(List.of("a", "a/b", "a/b/one", "a/b/two", "a/other"), files(restore(include("a"))));
    }

    @Test
    void severalPathsInAnyOrderMayLieWithinEachOther() throws Exception {
        assertEquals(List.of("a", "a/b", "a/b/one", "a/b/two", "top", "z", "z/last"),
                files(restore(include("z/last", "a/b/one", "top", "a/b", "top"))));
    }

    @Test
    void pathsMayBeWrittenAsTheyWereOnTheHostAndTheRootIsAll() throws Exception {
        assertEquals(List.of("a", "a/other"), files(restore(include(volume + "/a/other"))));
        rig.restore(saved, scratch.resolve("out"), "all", include(volume.toString()));
        assertEquals(files(volume), files(scratch.resolve("out/all")));
        rig.restore(saved, scratch.resolve("out"), "again", include("/z/", "."));
        assertEquals(files(volume), files(scratch.resolve("out/again")));
    }

    @Test
    void furtherNamesOfAFileThatIsNotWantedHaveItsContentAndAreOneFile() throws Exception {
        Path copy = restore(include("z"));
        assertEquals(List.of("z", "z/hard", "z/hard2", "z/last"), files(copy));
        assertEquals("1", Files.readString(copy.resolve("z/hard")));
        assertTrue(Files.isSameFile(copy.resolve("z/hard"), copy.resolve("z/hard2")));
    }

    @Test
    void whatIsNotThereIsRefusedByNameBeforeAnythingIsDone() throws Exception {
        String wrong = include("a/b/one", "a/nothing", "b");
        List<Problem> problems = rig.check(saved, rig.restoring(saved, scratch.resolve("out"), "copy"), wrong);
        assertEquals(1, problems.size());
        assertEquals(ProblemKind.NOT_FOUND, problems.getFirst().kind());
        assertEquals("The volume " + volume + " has no \"a/nothing\", \"b\" in this checkpoint.", problems.getFirst().message());
        assertThrows(RedoubtException.class, () -> rig.restore(saved, scratch.resolve("out"), "copy", wrong));
        assertFalse(Files.exists(scratch.resolve("out")));
    }

    @Test
    void whatIsNoPathIsRefused() throws Exception {
        for (String wrong : List.of("../etc", "a/../b", "a//b")) {
            List<Problem> problems = rig.check(saved, rig.restoring(saved, scratch.resolve("out"), "copy"), include(wrong));
            assertEquals(ProblemKind.INVALID, problems.getFirst().kind(), wrong);
            assertTrue(problems.getFirst().message().startsWith("\"" + wrong + "\" is no path"), problems.toString());
        }
    }

    @Test
    void aPartOfAnImageIsRefused() throws Exception {
        Path image = Files.write(scratch.resolve("disk.img"), new byte[100_000]);
        Saved disk = rig.protect(image.toRealPath(), "{}");
        List<Problem> problems = rig.check(disk, rig.restoring(disk, scratch.resolve("out"), "copy"), include("a"));
        assertEquals(ProblemKind.INVALID, problems.getFirst().kind());
        assertTrue(problems.getFirst().message().contains("is an image"), problems.toString());
    }

    @Test
    void whatWasDeletedComesBackInItsPlaceAndAllElseStaysAsItIs() throws Exception {
        Files.delete(volume.resolve("a/b/one"));
        Files.writeString(volume.resolve("a/other"), "changed");
        Files.setPosixFilePermissions(volume.resolve("a"), PosixFilePermissions.fromString("rwxrwxrwx"));
        TestRestoreContext context = rig.restoring(saved, Optional.empty());
        assertEquals(List.of(), rig.check(saved, context, include("a/b/one")));
        rig.restore(saved, context, include("a/b/one"));
        assertEquals("1", Files.readString(volume.resolve("a/b/one")));
        assertEquals("changed", Files.readString(volume.resolve("a/other")));
        assertEquals("rwxrwxrwx", PosixFilePermissions.toString(Files.getPosixFilePermissions(volume.resolve("a"))));
        assertEquals(List.of(), context.warnings());
    }

    @Test
    void whatIsThereIsRefusedLeftOrReplacedAsIsSaid() throws Exception {
        Files.writeString(volume.resolve("a/b/one"), "changed");
        TestRestoreContext context = rig.restoring(saved, Optional.empty());
        List<Problem> problems = rig.check(saved, context, include("a/b/one"));
        assertEquals(ProblemKind.EXISTS, problems.getFirst().kind());
        assertEquals(volume + " has \"a/b/one\" already.", problems.getFirst().message());
        rig.restore(saved, context, including("skip", "a/b/one"));
        assertEquals("changed", Files.readString(volume.resolve("a/b/one")));
        rig.restore(saved, rig.restoring(saved, Optional.empty()), including("replace", "a/b/one"));
        assertEquals("1", Files.readString(volume.resolve("a/b/one")));
    }

    @Test
    void aNewDirectoryInOneThatStaysHasItsMetadata() throws Exception {
        Files.delete(volume.resolve("a/b/one"));
        Files.delete(volume.resolve("a/b/two"));
        Files.delete(volume.resolve("a/b"));
        rig.restore(saved, rig.restoring(saved, Optional.empty()), "{\"onConflict\": \"skip\"}");
        assertEquals("rwx--x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(volume.resolve("a/b"))));
        assertEquals(1_000_000_000_000L, Files.getLastModifiedTime(volume.resolve("a/b")).toMillis());
    }

    @Test
    void undoRemovesWhatWasMadeAndTheDirectoriesThatLedThere() throws Exception {
        Files.delete(volume.resolve("a/b/one"));
        Files.delete(volume.resolve("a/b/two"));
        Files.delete(volume.resolve("a/b"));
        TestRestoreContext context = rig.restore(saved, rig.restoring(saved, Optional.empty()), include("a/b/one"));
        assertEquals("rwx--x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(volume.resolve("a/b"))));
        List<UndoResult> results = rig.undo(context);
        assertFalse(Files.exists(volume.resolve("a/b")), results.toString());
        assertTrue(Files.exists(volume.resolve("a/other")));
    }

    @Test
    void theDryRunNamesWhatWouldBeMade() throws Exception {
        Files.delete(volume.resolve("a/b/one"));
        List<String> inPlace = rig.plugin().getRestoreOperation(saved.resource()).plan(null, saved.resource(),
                rig.restoring(saved, Optional.empty()), Rig.parameters(include("a/b"))).stream()
                .map(PartialRestoreTest::words).toList();
        assertEquals(List.of("create " + volume + "/a/b/one", "refuse " + volume + "/a/b/two"), inPlace);
        List<String> elsewhere = rig.plugin().getRestoreOperation(saved.resource()).plan(null, saved.resource(),
                rig.restoring(saved, scratch.resolve("out"), "copy"), Rig.parameters(include("a/b"))).stream().map(PartialRestoreTest::words).toList();
        assertEquals(List.of("create " + scratch.resolve("out/copy") + "/a/b"), elsewhere);
    }

    private static String words(PlannedAction action) {
        return action.verb() + " " + action.subject();
    }
}
