package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.plugin.volume.rig.DamagedSection;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;
import org.redoubt.testkit.host.HostileTree;
import org.redoubt.testkit.protection.RecordingUndoLog;
import org.redoubt.testkit.protection.TestRestoreContext;

/** What is whole is restored, what is not is named, and no half file stands under the name of a whole one. */
class DamageTest {
    @TempDir
    Path scratch;

    @Test
    void aDamagedFileIsNamedAndTheOthersAreRestored() throws Exception {
        Path volume = Files.createDirectories(scratch.resolve("volume"));
        HostileTree.run(volume, "for f in a b c; do head -c 3000000 /dev/urandom > $f; done; ln b link");
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.protect(volume, "{}");
            TestRestoreContext context = restore(rig, saved, "copy", "{}", (path, offset) -> path.equals("b") && offset >= 2_000_000);
            assertEquals(List.of("a", "c"), names(scratch.resolve("copy")));
            assertEquals(List.of("b", "link"), context.missing().stream().map(problem -> problem.subject().orElseThrow()).toList());
            assertTrue(context.missing().stream().allMatch(problem -> problem.kind() == ProblemKind.DAMAGED));
        }
    }

    @Test
    void aDamagedFileDoesNotReplaceTheOneThatIsThere() throws Exception {
        Path volume = Files.createDirectories(scratch.resolve("volume"));
        HostileTree.run(volume, "head -c 3000000 /dev/urandom > b; echo a > a");
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.protect(volume, "{}");
            Path copy = Files.createDirectories(scratch.resolve("copy"));
            Files.writeString(copy.resolve("b"), "still good");
            restore(rig, saved, "copy", "{\"onConflict\": \"replace\"}", (path, offset) -> path.equals("b") && offset >= 2_000_000);
            assertEquals("still good", Files.readString(copy.resolve("b")));
            assertEquals(List.of("a", "b"), names(copy));
        }
    }

    @Test
    void whatIsLeftOfADamagedImageGetsANameOfItsOwn() throws Exception {
        Path image = scratch.resolve("disk.img");
        HostileTree.run(scratch, "head -c 5000000 /dev/urandom > disk.img");
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.protect(image, "{}");
            TestRestoreContext context = restore(rig, saved, "copy.img", "{}", (path, offset) -> offset >= 1_000_000 && offset < 1_100_000);
            assertFalse(Files.exists(scratch.resolve("copy.img")));
            Path left = Path.of(context.result().orElseThrow().place());
            assertTrue(left.getFileName().toString().startsWith("copy.img.damaged-"));
            assertEquals(Files.size(image), Files.size(left));
            ByteBuffer before = ByteBuffer.wrap(Files.readAllBytes(image));
            ByteBuffer after = ByteBuffer.wrap(Files.readAllBytes(left));
            assertEquals(before.slice(0, 900_000), after.slice(0, 900_000));
            assertEquals(before.slice(1_200_000, 3_000_000), after.slice(1_200_000, 3_000_000));
            rig.undo(context);
            assertFalse(Files.exists(left));
        }
    }

    @Test
    void aTroubleThatConcernsEverythingEndsTheRestoreAndUndoCleansUp() throws Exception {
        Path volume = Files.createDirectories(scratch.resolve("volume"));
        HostileTree.run(volume, "for f in a b c; do echo $f > $f; done");
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.protect(volume, "{}");
            ResourceSection gone = new DamagedSection(saved.section(), (path, offset) -> path.equals("b"),
                    new VaultException(Problem.of(ProblemKind.UNAVAILABLE, "The bank does not answer.")));
            TestRestoreContext context = new TestRestoreContext(saved.resource(), gone,
                    rig.restoring(saved, scratch.resolve("out"), "copy").target(), new RecordingUndoLog(saved.resource()));
            try {
                rig.restore(saved, context, "{}");
            } catch (VaultException expected) {
                assertEquals(ProblemKind.UNAVAILABLE, expected.kind());
            }
            assertFalse(context.undo().open().isEmpty());
            rig.undo(context);
            assertFalse(Files.exists(scratch.resolve("out")));
        }
    }

    private TestRestoreContext restore(Rig rig, Saved saved, String name, String parameters, DamagedSection.Where where) throws Exception {
        ResourceSection damaged = new DamagedSection(saved.section(), where,
                new VaultException(Problem.of(ProblemKind.DAMAGED, "The object packs/x is damaged.")));
        TestRestoreContext context = new TestRestoreContext(saved.resource(), damaged, rig.restoring(saved, scratch, name).target(),
                new RecordingUndoLog(saved.resource()));
        return rig.restore(saved, context, parameters);
    }

    private static List<String> names(Path directory) throws Exception {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
