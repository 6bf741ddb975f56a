package org.redoubt.plugin.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.plugin.volume.rig.CopyingSnapshotter;
import org.redoubt.plugin.volume.rig.Rig;
import org.redoubt.plugin.volume.rig.Saved;

/** How the plugin uses snapshotters, held against one that copies. */
class SnapshotUseTest {
    @TempDir
    Path scratch;
    Path volume;
    final List<String> calls = new ArrayList<>();

    @BeforeEach
    void makeTree() throws Exception {
        volume = Files.createDirectories(scratch.resolve("volume")).toRealPath();
        Files.writeString(volume.resolve("file"), "at the instant");
    }

    @Test
    void theStateAtTheInstantIsProtectedWhateverComesLater() throws Exception {
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.saving(volume);
            saved.context().addSnapshotter(new CopyingSnapshotter(scratch, calls, false));
            Operation<ProtectContext> operation = rig.plugin().getProtectOperation(saved.resource());
            operation.onPrepareBegin(null, saved.resource(), saved.context(), Rig.parameters("{}"));
            assertEquals(1, saved.context().undo().open().size());
            assertEquals(List.of(), calls);
            operation.onPrepareFinish(null, saved.resource(), saved.context(), Rig.parameters("{}"));
            Files.writeString(volume.resolve("file"), "later");
            operation.onMain(null, saved.resource(), saved.context(), Rig.parameters("{}"));
            operation.onComplete(null, saved.resource(), saved.context(), Rig.parameters("{}"));
            rig.restore(saved, scratch, "copy", "{}");

            assertEquals("at the instant", Files.readString(scratch.resolve("copy/file")));
            assertEquals(List.of("prepare", "snapshot", "release"), calls);
            assertEquals(List.of(), saved.context().undo().open());
            assertEquals(1, saved.context().snapshots().size());
            assertEquals(Grade.CRASH, saved.context().grade());
        }
    }

    @Test
    void aServerAtRestMakesASnapshotBetterThanItIsByItself() throws Exception {
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.saving(volume);
            saved.context().addSnapshotter(new CopyingSnapshotter(scratch, calls, false));
            saved.context().parentsQuiesce(Optional.of(Grade.APPLICATION));
            rig.protect(saved, "{}");
            assertEquals(Grade.APPLICATION, saved.context().grade());
        }
    }

    @Test
    void withoutASnapshotTheVolumeIsReadAsItIsAndThatIsSaid() throws Exception {
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.saving(volume);
            saved.context().addSnapshotter(new CopyingSnapshotter(scratch, calls, false));
            saved.context().parentsQuiesce(Optional.of(Grade.APPLICATION));
            rig.protect(saved, "{\"snapshotter\": \"none\"}");
            assertEquals(Grade.NONE, saved.context().grade());
            assertTrue(saved.context().reason().contains("while it could change"), saved.context().reason());
            assertEquals(List.of(), calls);
        }
    }

    @Test
    void undoTakesASnapshotAway() throws Exception {
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.saving(volume);
            VolumeSnapshotter copying = new CopyingSnapshotter(scratch, calls, false);
            saved.context().addSnapshotter(copying);
            rig.plugin().getProtectOperation(saved.resource()).onPrepareBegin(null, saved.resource(), saved.context(), Rig.parameters("{}"));
            rig.plugin().getProtectOperation(saved.resource()).onPrepareFinish(null, saved.resource(), saved.context(), Rig.parameters("{}"));
            assertEquals(1, rig.undo(saved.context()).size());
            assertEquals(1, saved.context().undo().open().size(), "the step waits for its snapshotter");
            rig.undo(saved.context(), copying);
            assertEquals(List.of("prepare", "snapshot", "release"), calls);
            assertEquals(List.of(), saved.context().undo().open());
        }
    }

    @Test
    void aSnapshotterThatFailsIsDoneWithoutUnlessItWasAskedForByName() throws Exception {
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.saving(volume);
            saved.context().addSnapshotter(new CopyingSnapshotter(scratch, calls, true));
            rig.protect(saved, "{}");
            assertEquals(Grade.NONE, saved.context().grade());
            assertEquals(1, saved.context().warnings().size());
            assertEquals(List.of(), saved.context().undo().open());
        }
    }

    @Test
    void aSnapshotterThatIsNotThereIsRefusedBeforeAnythingRuns() throws Exception {
        try (Rig rig = Rig.linux(scratch)) {
            Saved saved = rig.saving(volume);
            List<Problem> problems = rig.plugin().getProtectOperation(saved.resource())
                    .onCheck(null, saved.resource(), saved.context(), Rig.parameters("{\"snapshotter\": \"zfs\"}"));
            assertEquals(ProblemKind.NOT_FOUND, problems.getFirst().kind());
            assertEquals("There is no snapshotter \"zfs\".", problems.getFirst().message());
        }
    }
}
