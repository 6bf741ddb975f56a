package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;
import org.redoubt.plugin.volume.rig.Section;
import org.redoubt.testkit.protection.RecordingUndoLog;
import org.redoubt.testkit.protection.TestProtectContext;
import org.redoubt.testkit.protection.TestRestoreContext;

/** Whatever a checkpoint says, a restore makes nothing outside its target: with the calls of Linux, and with Java alone. */
class HostileCheckpointTest {
    private static final String REPLACE = "{\"onConflict\": \"replace\"}";

    @TempDir
    Path scratch;
    Path outside;
    Path target;
    Rig rig;

    @BeforeEach
    void makeWhatMustNotBeTouched() throws Exception {
        outside = Files.createDirectories(scratch.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "untouched");
        target = scratch.resolve("target");
    }

    @AfterEach
    void nothingOutsideWasTouched() throws Exception {
        rig.close();
        assertEquals("untouched", Files.readString(outside.resolve("secret")));
        try (Stream<Path> entries = Files.list(outside)) {
            assertEquals(1, entries.count());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPathThroughALinkOfTheCheckpointItselfLeadsNowhere(boolean linux) throws Exception {
        Saved hostile = checkpoint(linux, tree -> {
            link(tree, "door", outside.toString());
            file(tree, "door/secret", "overwritten");
            file(tree, "door/new", "planted");
            file(tree, "good", "good");
        });
        TestRestoreContext context = rig.restore(hostile, target, "copy", "{}");
        assertEquals("good", Files.readString(target.resolve("copy/good")));
        assertTrue(Files.isSymbolicLink(target.resolve("copy/door")));
        assertEquals(2, context.missing().size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLinkPlantedInTheTargetIsNotFollowed(boolean linux) throws Exception {
        Saved saved = checkpoint(linux, tree -> {
            directory(tree, "dir");
            file(tree, "dir/secret", "overwritten");
            file(tree, "file", "restored");
        });
        Path copy = Files.createDirectories(target.resolve("copy"));
        Files.createSymbolicLink(copy.resolve("dir"), outside);
        Files.createSymbolicLink(copy.resolve("file"), outside.resolve("secret"));
        rig.restore(saved, rig.restoring(saved, target, "copy"), "{\"onConflict\": \"skip\"}");
        assertTrue(Files.isSymbolicLink(copy.resolve("dir")));

        rig.restore(saved, rig.restoring(saved, target, "copy"), REPLACE);
        assertTrue(Files.isDirectory(copy.resolve("dir"), LinkOption.NOFOLLOW_LINKS));
        assertEquals("overwritten", Files.readString(copy.resolve("dir/secret")));
        assertEquals("restored", Files.readString(copy.resolve("file")));
        assertFalse(Files.isSymbolicLink(copy.resolve("file")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTargetThatIsALinkItselfIsRefused(boolean linux) throws Exception {
        Saved saved = checkpoint(linux, tree -> file(tree, "file", "x"));
        Files.createDirectories(target);
        Files.createSymbolicLink(target.resolve("copy"), outside);
        assertFalse(rig.check(saved, rig.restoring(saved, target, "copy"), REPLACE).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHardLinkToWhatIsNotInTheCheckpointIsNotMade(boolean linux) throws Exception {
        Saved hostile = checkpoint(linux, tree -> {
            link(tree, "door", outside.toString());
            tree.add(entry("through", EntryType.FILE).sameFileAs(TreePath.of("door/secret")).build());
            tree.add(entry("missing", EntryType.FILE).sameFileAs(TreePath.of("mine")).build());
            tree.add(entry("itself", EntryType.FILE).sameFileAs(TreePath.of("itself")).build());
            tree.add(entry("other", EntryType.FILE).sameFileAs(TreePath.of("door")).build());
        });
        Path copy = Files.createDirectories(target.resolve("copy"));
        Files.writeString(copy.resolve("mine"), "not in the checkpoint");
        TestRestoreContext context = rig.restore(hostile, target, "copy", REPLACE);
        assertEquals(4, context.missing().size());
        try (Stream<Path> entries = Files.list(copy)) {
            assertEquals(2, entries.count());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void entriesWithoutTheirDirectoryAndLinksWithoutTargetAreNamedAndLeftOut(boolean linux) throws Exception {
        Saved hostile = checkpoint(linux, tree -> {
            file(tree, "nowhere/file", "x");
            tree.add(entry("empty", EntryType.SYMLINK).build());
            file(tree, "plain", "plain");
            file(tree, "plain/below", "x");
            file(tree, "z", "good");
        });
        TestRestoreContext context = rig.restore(hostile, target, "copy", "{}");
        assertEquals("good", Files.readString(target.resolve("copy/z")));
        assertEquals("plain", Files.readString(target.resolve("copy/plain")));
        assertEquals(3, context.missing().size());
    }

    private interface Making {
        void in(TreeWriter tree) throws Exception;
    }

    private Saved checkpoint(boolean linux, Making making) throws Exception {
        rig = linux ? Rig.linux(scratch) : Rig.portable(scratch);
        Section section = rig.section();
        try (TreeWriter tree = section.createTree("tree", DataHints.none())) {
            tree.add(TreeEntry.builder(TreePath.ROOT, EntryType.DIRECTORY).mode(0755).build());
            making.in(tree);
            tree.commit();
        }
        section.put("volume", JsonObject.builder().put("formatVersion", 1).put("kind", "directory").put("path", "/somewhere")
                .put("name", "somewhere").put("counts", JsonObject.empty()).build());
        Resource volume = Resource.of("Host::Volume", "/somewhere", "somewhere");
        return new Saved(volume, section, new TestProtectContext(section, Optional.empty(), new RecordingUndoLog(volume)));
    }

    private static TreeEntry.Builder entry(String path, EntryType type) {
        return TreeEntry.builder(TreePath.of(path), type).mode(0644);
    }

    private static void link(TreeWriter tree, String path, String to) throws Exception {
        tree.add(entry(path, EntryType.SYMLINK).linkTarget(to.getBytes(StandardCharsets.UTF_8)).build());
    }

    private static void directory(TreeWriter tree, String path) throws Exception {
        tree.add(entry(path, EntryType.DIRECTORY).mode(0755).build());
    }

    private static void file(TreeWriter tree, String path, String text) throws Exception {
        try (DataWriter writer = tree.file(entry(path, EntryType.FILE).build())) {
            writer.write(0, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            writer.commit();
        }
    }
}
