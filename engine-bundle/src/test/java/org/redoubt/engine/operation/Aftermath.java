package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.redoubt.api.bank.Key;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.journal.JournalEntry;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.testkit.journal.MemoryJournal;

/**
 * What has to hold in a scene whatever has failed there.
 *
 * @param scene the scene
 * @param journal what its journal holds
 * @param before what it began with
 * @param home the home of its runtime
 */
record Aftermath(FaultScene scene, MemoryJournal journal, FaultScene.Before before, Path home) {
    /** What holds whenever nothing runs and everything works. */
    void assertClean(String where) throws Exception {
        // What a hook does that was given up is taken back when it has come to its end.
        FaultScene.await(() -> scene.estate.leftOver().isEmpty(), where + ": " + scene.estate.leftOver());
        FaultScene.await(() -> openSteps().isEmpty(), where + ": " + openSteps());
        FaultScene.await(() -> scene.fixture.leased() == 0, where + ": " + scene.fixture.leased() + " leases are given back");
        assertTrue(scene.gaveBack(), () -> where + ": something else is still leased");
        assertEquals(List.of(), temporaryFiles(), where);
        for (String provider : scene.fixture.banks.keySet()) {
            for (StoredCheckpoint stored : scene.checkpoints(provider)) {
                assertTrue(Set.of(CheckpointStatus.AVAILABLE, CheckpointStatus.PARTIAL, CheckpointStatus.INTERRUPTED, CheckpointStatus.ERROR,
                        CheckpointStatus.ERROR_DELETING).contains(stored.status()), where + ": " + stored.status());
            }
        }
    }

    /** Steps that stay are those of what a restore has made. */
    private List<String> openSteps() {
        return entries().stream().flatMap(entry -> {
            String document = entry.document().toString();
            boolean keeps = document.contains("\"succeeded\"") || document.contains("\"interrupted\"") || document.contains("\"keeping\":true");
            return journal.steps(entry.operation()).values().stream().map(Object::toString).filter(step -> !keeps || !step.contains("product"));
        }).toList();
    }

    private List<JournalEntry> entries() {
        try {
            return journal.list(false, 100);
        } catch (RedoubtException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private List<String> temporaryFiles() throws Exception {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile).map(file -> home.relativize(file).toString())
                    .filter(name -> !name.startsWith("var/") && !name.equals("etc/keys/vault.key")).toList();
        }
    }

    /** The checkpoint that was there before has not changed by a byte. */
    void assertUnchanged(String where) throws Exception {
        Map<Key, byte[]> now = Remains.contents(scene.bank);
        before.contents().forEach((key, content) -> {
            if (!key.toString().startsWith("lease/")) {
                assertTrue(now.containsKey(key) && Arrays.equals(now.get(key), content), where + ": " + key);
            }
        });
    }

    /** Goes on with what did not succeed, and sees that it does. */
    OperationView resume(OperationView left, String where) throws Exception {
        FaultScene.await(() -> !scene.fixture.engine.lateHooks().expects(left.id()), where + ": the end of a hook that was given up");
        OperationView view = Fixture.end(scene.fixture.operations.resume(Fixture.CALLER.project(), left.id()));
        assertEquals(OperationState.SUCCEEDED, view.state(), () -> where + ": " + view.problems());
        return view;
    }

    /** A protect that something happened to has made a whole checkpoint, or leaves what can be gone on with and can be deleted. */
    void assertProtected(Optional<OperationView> ended, boolean resumes, String where) throws Exception {
        assertUnchanged(where);
        if (ended.isEmpty()) {
            assertEquals(1, scene.checkpoints("default").size(), where);
            return;
        }
        CheckpointId id = ended.get().checkpoint();
        boolean begun = scene.checkpoints("default").stream().anyMatch(stored -> stored.id().equals(id));
        if (ended.get().state() == OperationState.SUCCEEDED) {
            assertWhole(id, where);
        } else if (resumes && (!begun || scene.status(id) != CheckpointStatus.PARTIAL)) {
            resume(ended.get(), where);
            assertWhole(id, where);
        } else if (begun) {
            delete(id, where);
        }
    }

    /** A restore is gone on with, and then taken back. */
    void assertResumesAndIsUndone(OperationView left, String where) throws Exception {
        resume(left, where);
        assertEquals(restored(), scene.estate.at("/new"), where);
        assertEquals(OperationState.UNDONE, Fixture.end(scene.fixture.operations.undo(Fixture.CALLER.project(), left.id())).state(), where);
        assertEquals(Map.of(), scene.estate.at("/new"), where);
    }

    void assertWhole(CheckpointId checkpoint, String where) throws Exception {
        assertEquals(CheckpointStatus.AVAILABLE, scene.status(checkpoint), where);
        OperationView verified = scene.fixture.run(VerifyRequest.of(checkpoint));
        assertEquals(OperationState.SUCCEEDED, verified.state(), () -> where + ": " + verified.problems());
    }

    /** What the checkpoint that was there before brings back of some resources, by their names. */
    Map<String, String> restored(Set<String> ids) {
        Map<String, String> named = new TreeMap<>();
        ids.forEach(id -> named.put(id.equals("s") ? "server" : id, FaultScene.EARLIER.get(id)));
        return named;
    }

    Map<String, String> restored() {
        return restored(FaultScene.EARLIER.keySet());
    }

    void delete(CheckpointId checkpoint, String where) throws Exception {
        OperationView deleted = scene.fixture.run(DeleteRequest.of(checkpoint).purge());
        assertEquals(OperationState.SUCCEEDED, deleted.state(), () -> where + ": " + deleted.problems());
        assertEquals(CheckpointStatus.PURGED, scene.status(checkpoint), where);
    }

    /** A verify that something happened to can be gone on with, and says nothing wrong of what is whole. */
    void assertVerified(Optional<OperationView> ended, boolean resumes, String where) throws Exception {
        assertUnchanged(where);
        if (ended.isPresent() && ended.get().state() != OperationState.SUCCEEDED && resumes) {
            resume(ended.get(), where);
        }
        assertWhole(scene.made(), where);
    }

    /** A copy that something happened to has made a whole checkpoint, or leaves what can be gone on with and can be deleted. */
    void assertCopied(Optional<OperationView> ended, boolean resumes, String where) throws Exception {
        assertUnchanged(where);
        if (ended.isEmpty()) {
            assertEquals(List.of(), scene.checkpoints("other"), where);
            return;
        }
        CheckpointId copy = ended.get().targetCheckpoint().orElseThrow();
        OperationState state = scene.fixture.operations.show(Fixture.CALLER.project(), ended.get().id()).state();
        if (state == OperationState.SUCCEEDED) {
            assertWhole(copy, where);
        } else if (resumes && (scene.checkpoints("other").isEmpty() || scene.status(copy) != CheckpointStatus.PARTIAL)) {
            resume(ended.get(), where);
            assertWhole(copy, where);
        } else if (!scene.checkpoints("other").isEmpty()) {
            delete(copy, where);
        }
        assertWhole(scene.made(), where);
    }

    /** What a delete that something happened to has left is deleted by the next one, or when it is gone on with. */
    void assertDeleted(Optional<OperationView> ended, boolean resumes, String where) throws Exception {
        CheckpointId made = scene.made();
        if (ended.isEmpty()) {
            assertWhole(made, where);
        }
        if (scene.status(made) != CheckpointStatus.PURGED) {
            if (ended.isPresent() && resumes) {
                resume(ended.get(), where);
            } else {
                delete(made, where);
            }
        }
        assertEquals(CheckpointStatus.PURGED, scene.status(made), where);
        assertEquals(List.of(), Remains.contents(scene.bank).keySet().stream().map(Key::toString)
                .filter(key -> key.startsWith("checkpoints/") || key.startsWith("index/") || key.startsWith("unfinished/")).toList(), where);
    }
}
