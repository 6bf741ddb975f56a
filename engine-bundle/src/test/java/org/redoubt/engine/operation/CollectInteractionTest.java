package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.CollectListener;
import org.redoubt.api.service.CollectRequest;
import org.redoubt.api.service.Collection;
import org.redoubt.api.service.Collection.Purge;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.framework.PageTable;

/** The cells of the table of all pairs that have to do with collections. */
@Timeout(600)
class CollectInteractionTest {
    @TempDir
    private Path folder;

    private static void assertCell(String meaning, String runs, String begins) throws Exception {
        InteractionTest.assertCells(meaning, runs, begins);
    }

    @TestFactory
    Stream<DynamicTest> operations() {
        return Arrays.stream(OperationType.values()).flatMap(type -> Stream.of(
                DynamicTest.dynamicTest("while " + type.word() + " runs, collect begins", () -> collectBegins(type)),
                DynamicTest.dynamicTest("on one plan and bank, while collect runs, " + type.word() + " begins", () -> beginsDuringACollection(type)),
                DynamicTest.dynamicTest("on one checkpoint, while collect runs, " + type.word() + " begins", () -> beginsWhileItIsPurged(type))));
    }

    /** Something to be collected: a checkpoint that holds what no other one does, and is deleted. */
    private static CheckpointId doomed(Fixture engine) throws Exception {
        String before = engine.toy.world.put("one", "what only one checkpoint holds");
        CheckpointId doomed = engine.run(engine.protectAll()).checkpoint();
        engine.toy.world.put("one", before);
        assertEquals(OperationState.SUCCEEDED, engine.run(DeleteRequest.of(doomed)).state());
        return doomed;
    }

    private static void assertCollected(Collection collection, Fixture engine, CheckpointId doomed) throws Exception {
        assertTrue(collection.whole(), () -> collection.toJson().toString());
        assertEquals(1, collection.purged().size());
        assertTrue(collection.report().deleted().objects() > 0, () -> collection.toJson().toString());
        assertEquals(CheckpointStatus.PURGED, new CheckpointStore(engine.documents("default"), engine.engine.clock()).find(doomed).orElseThrow().status());
    }

    private void collectBegins(OperationType type) throws Exception {
        assertCell("both: asked", type.word(), "collect");
        Path home = Files.createTempDirectory(folder, "home");
        try (Meeting meeting = new Meeting(home)) {
            CheckpointId doomed = doomed(meeting.engine);
            OperationHandle first = meeting.held(type, meeting.older.checkpoint(), Hook.MAIN);
            assertCollected(meeting.engine.collect(), meeting.engine, doomed);
            assertEquals(OperationState.RUNNING, first.state());
            meeting.gate.open();
            Meeting.endsWell(first);
            meeting.leavesNothingBehind(home);
        }
    }

    /** What is being deleted for good by hand is left to that. */
    @Test
    @DisplayName("on one checkpoint, while the delete of a deleted one runs, collect begins")
    void whileADeletedCheckpointIsDeletedForGoodCollectBegins() throws Exception {
        assertEquals("both: asked", PageTable.titled("on one checkpoint").cell("delete", "collect"));
        Path home = Files.createTempDirectory(folder, "home");
        try (Meeting meeting = new Meeting(home)) {
            CheckpointId doomed = doomed(meeting.engine);
            meeting.doom(meeting.newer.checkpoint());
            OperationHandle first = meeting.held(OperationType.DELETE, meeting.newer.checkpoint(), Hook.MAIN);
            assertCollected(meeting.engine.collect(), meeting.engine, doomed);
            assertEquals(OperationState.RUNNING, first.state());
            meeting.gate.open();
            Meeting.endsWell(first);
            meeting.leavesNothingBehind(home);
        }
    }

    /** A purge meets what began since it was planned as any delete does, and the collection says so and goes on. */
    @Test
    @DisplayName("on one checkpoint, while collect is about to purge it, delete begins")
    void whatIsDeletedForGoodSinceThePurgeWasPlannedIsLeftToThat() throws Exception {
        Path home = Files.createTempDirectory(folder, "home");
        Gates planned = new Gates();
        try (Meeting meeting = new Meeting(home)) {
            CheckpointId doomed = doomed(meeting.engine);
            CheckpointId same = meeting.newer.checkpoint();
            meeting.doom(same);
            FutureTask<Collection> collecting = collect(meeting.engine, new CollectListener() {
                @Override
                public void purging(List<CheckpointId> due) {
                    planned.holdWhateverHappens();
                }
            });
            planned.awaitHeld();
            OperationHandle first = meeting.held(OperationType.DELETE, same, Hook.MAIN);
            planned.open();
            List<Purge> purged = collecting.get(5, TimeUnit.MINUTES).purged();
            assertEquals(Set.of(doomed, same), purged.stream().map(Purge::checkpoint).collect(Collectors.toSet()));
            Purge failed = purged.stream().filter(purge -> purge.problem().isPresent()).findFirst().orElseThrow();
            assertEquals(same, failed.checkpoint());
            InteractionTest.assertMeans("refused: in use", new RedoubtException(failed.problem().orElseThrow()));
            assertEquals(OperationState.RUNNING, first.state());
            meeting.gate.open();
            Meeting.endsWell(first);
            meeting.leavesNothingBehind(home);
        } finally {
            planned.open();
        }
    }

    private static CollectListener held(Gates gate) {
        return new CollectListener() {
            @Override
            public void planned(CollectReport plan) throws RedoubtException {
                try {
                    gate.hold();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    private static FutureTask<Collection> collect(Fixture engine, CollectListener listener) {
        FutureTask<Collection> collecting = new FutureTask<>(() -> engine.collections.collect(Fixture.CALLER, CollectRequest.of("default").withoutGrace(),
                listener));
        Thread.ofPlatform().daemon().start(collecting);
        return collecting;
    }

    private void beginsDuringACollection(OperationType type) throws Exception {
        assertEquals("both: asked", PageTable.titled("on one plan and bank").cell("collect", type.word()));
        Path home = Files.createTempDirectory(folder, "home");
        Gates planned = new Gates();
        try (Meeting meeting = new Meeting(home)) {
            CheckpointId doomed = doomed(meeting.engine);
            FutureTask<Collection> collecting = collect(meeting.engine, held(planned));
            planned.awaitHeld();
            Meeting.endsWell(meeting.begin(type, meeting.newer.checkpoint()));
            planned.open();
            assertCollected(collecting.get(5, TimeUnit.MINUTES), meeting.engine, doomed);
            meeting.leavesNothingBehind(home);
        } finally {
            planned.open();
        }
    }

    /** The collection is purging the very checkpoint. */
    private void beginsWhileItIsPurged(OperationType type) throws Exception {
        String cell = PageTable.titled("on one checkpoint").cell("collect", type.word());
        Path home = Files.createTempDirectory(folder, "home");
        try (Meeting meeting = new Meeting(home)) {
            meeting.doom(meeting.newer.checkpoint());
            meeting.plugin.inMain(OperationType.DELETE, "one", context -> meeting.holdOnce());
            FutureTask<Collection> collecting = collect(meeting.engine, CollectListener.NONE);
            meeting.gate.awaitHeld();
            InteractionTest.assertMeans(cell, assertThrows(RedoubtException.class, () -> {
                if (type == OperationType.PROTECT) {
                    meeting.operations.resume(Fixture.CALLER.project(), meeting.newer.id());
                } else {
                    meeting.begin(type, meeting.newer.checkpoint());
                }
            }));
            meeting.gate.open();
            assertTrue(collecting.get(5, TimeUnit.MINUTES).whole());
            meeting.leavesNothingBehind(home);
        }
    }

    @Test
    @DisplayName("while collect runs, collect begins")
    void whileCollectRunsCollectBegins() throws Exception {
        assertCell("refused: collecting", "collect", "collect");
        Path home = Files.createTempDirectory(folder, "home");
        Gates planned = new Gates();
        try (Meeting meeting = new Meeting(home)) {
            CheckpointId doomed = doomed(meeting.engine);
            FutureTask<Collection> collecting = collect(meeting.engine, held(planned));
            planned.awaitHeld();
            InteractionTest.assertMeans("refused: collecting", assertThrows(RedoubtException.class, meeting.engine::collect));
            planned.open();
            assertCollected(collecting.get(5, TimeUnit.MINUTES), meeting.engine, doomed);
            meeting.leavesNothingBehind(home);
        } finally {
            planned.open();
        }
    }

    @Test
    @DisplayName("while collect runs, stop begins")
    void whileCollectRunsStopBegins() throws Exception {
        assertCell("stopped", "collect", "stop");
        Path home = Files.createTempDirectory(folder, "home");
        Gates planned = new Gates();
        try (Meeting meeting = new Meeting(home)) {
            doomed(meeting.engine);
            FutureTask<Collection> collecting = collect(meeting.engine, held(planned));
            planned.awaitHeld();
            Meeting.end(meeting.stop());
            planned.open();
            Throwable stopped = assertThrows(ExecutionException.class, () -> collecting.get(5, TimeUnit.MINUTES)).getCause();
            InteractionTest.assertMeans("stopped", assertInstanceOf(RedoubtException.class, stopped));
            meeting.leavesNothingBehind(home);
        } finally {
            planned.open();
        }
    }

    @Test
    @DisplayName("while stop runs, collect begins")
    void whileStopRunsCollectBegins() throws Exception {
        assertCell("refused: stopping", "stop", "collect");
        Path home = Files.createTempDirectory(folder, "home");
        try (Meeting meeting = new Meeting(home)) {
            OperationHandle frozen = meeting.held(OperationType.PROTECT, meeting.newer.checkpoint(), Hook.PREPARE_BEGIN);
            Gates undo = new Gates();
            meeting.engine.toy.beforeUndo(undo::holdWhateverHappens);
            FutureTask<Void> stopping = meeting.stop();
            try {
                undo.awaitHeld();
                InteractionTest.assertMeans("refused: stopping", assertThrows(RedoubtException.class, meeting.engine::collect));
            } finally {
                undo.open();
            }
            Meeting.end(stopping);
            assertEquals(OperationState.CANCELLED, Fixture.end(frozen).state());
            meeting.leavesNothingBehind(home);
        }
    }
}
