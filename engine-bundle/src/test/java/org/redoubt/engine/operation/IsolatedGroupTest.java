package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.engine.checkpoint.Grace;
import org.redoubt.engine.checkpoint.Readability;
import org.redoubt.engine.checkpoint.StoredCheckpoint;

/** A group that is given up is given up as a whole: nothing of it counts that had come to its end before. */
class IsolatedGroupTest {
    private static final Resource APART = Resource.of("Toy::Volume", "three", "three");
    private static final OperationOptions ISOLATE = OperationOptions.defaults().onFailure(FailurePolicy.ISOLATE);
    private static final Map<String, ResourceStatus> ONLY_APART = Map.of("s", ResourceStatus.FAILED, "one", ResourceStatus.SKIPPED,
            "two", ResourceStatus.SKIPPED, "three", ResourceStatus.DONE);

    @TempDir
    private Path home;
    private Fixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.SERVER).add(Fixture.ONE).add(Fixture.TWO).add(APART)
                .edge(Fixture.SERVER.ref(), Fixture.ONE.ref()).edge(Fixture.SERVER.ref(), Fixture.TWO.ref()).build());
        fixture.toy.world.put("three", "the third volume");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static ToyPlugin.Deed failing() {
        return context -> {
            throw new IOException("no");
        };
    }

    /** A protect whose server fails when all volumes have come to their end. */
    private OperationView protectThatFailsLate() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_FINISH, "s", context -> {
            assertTrue(ended.await(2, TimeUnit.MINUTES), "The volumes did not come to their end.");
            throw new IOException("It was not frozen any more.");
        });
        OperationHandle protect = fixture.begin(fixture.protectAll().options(ISOLATE));
        FaultScene.await(() -> protect.progress().hooksDone() == 3 * Hook.values().length + 1, "the end of the volumes");
        ended.countDown();
        return Fixture.end(protect);
    }

    private static Map<String, ResourceStatus> statuses(OperationView view) {
        Map<String, ResourceStatus> statuses = new TreeMap<>();
        view.resources().forEach(outcome -> statuses.put(outcome.resource().id(), outcome.status()));
        return statuses;
    }

    private interface Look {
        void at(StoredCheckpoint stored) throws Exception;
    }

    private void look(CheckpointId id, Look look) throws Exception {
        try (CheckpointFinder.Located located = fixture.finder().locate(Fixture.CALLER, id)) {
            look.at(located.stored());
        }
    }

    private static Map<String, ResourceStatus> records(StoredCheckpoint stored) throws Exception {
        Map<String, ResourceStatus> statuses = new TreeMap<>();
        stored.records().forEach(entry -> statuses.put(entry.resource().id(), entry.status()));
        return statuses;
    }

    @Test
    void givenAServerThatCouldNotBeThawedWell_thenItsVolumesAreNotCalledProtectedAndNotRestored() throws Exception {
        OperationView view = protectThatFailsLate();
        assertEquals(OperationState.FAILED, view.state());
        assertEquals(ONLY_APART, statuses(view));
        look(view.checkpoint(), stored -> {
            assertEquals(CheckpointStatus.PARTIAL, stored.status());
            assertEquals(ONLY_APART, records(stored));
        });
        OperationView restored = fixture.run(RestoreRequest.of(view.checkpoint()).target("/new").allowPartial());
        assertEquals(OperationState.SUCCEEDED, restored.state(), restored.problems()::toString);
        assertEquals(Map.of("three", ResourceStatus.DONE), statuses(restored));
    }

    @Test
    void givenARestoreWhoseServerFailsLast_thenItsGroupIsTakenBackAndDoneAnewWhenItIsGoneOnWith() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        fixture.toy.before(OperationType.RESTORE, Hook.COMPLETE, "s", failing());
        OperationView view = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new").options(ISOLATE));
        assertEquals(OperationState.FAILED, view.state());
        assertEquals(Map.of("s", ResourceStatus.FAILED, "one", ResourceStatus.UNDONE, "two", ResourceStatus.UNDONE, "three", ResourceStatus.DONE), statuses(view));
        assertEquals(Map.of("three", "the third volume"), restored());
        assertTrue(view.resources().stream().allMatch(outcome -> outcome.restoredTo().isPresent() == outcome.resource().equals(APART)
                || outcome.status() == ResourceStatus.FAILED), view.resources()::toString);
        fixture.toy.before(OperationType.RESTORE, Hook.COMPLETE, "s", context -> { });
        fixture.toy.log.clear();
        OperationView resumed = Fixture.end(fixture.operations.resume(Fixture.CALLER.project(), view.id()));
        assertEquals(OperationState.SUCCEEDED, resumed.state(), resumed.problems()::toString);
        assertEquals(4, restored().size(), restored()::toString);
        assertTrue(fixture.toy.log.contains("main one") && !fixture.toy.log.contains("main three"), fixture.toy.log::toString);
        assertEquals(OperationState.UNDONE, Fixture.end(fixture.operations.undo(Fixture.CALLER.project(), view.id())).state());
        assertEquals(Map.of(), restored());
    }

    /** Somebody may have it in use by then. */
    @Test
    void givenARestoreThatHasDeliveredSomething_thenThatStaysAlsoIfItIsGoneOnWithAndFails() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        fixture.toy.before(OperationType.RESTORE, Hook.MAIN, "one", failing());
        OperationView view = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new").options(ISOLATE));
        assertEquals(Map.of("three", "the third volume"), restored());
        OperationView again = Fixture.end(fixture.operations.resume(Fixture.CALLER.project(), view.id()));
        assertEquals(OperationState.FAILED, again.state());
        assertEquals(ResourceStatus.DONE, statuses(again).get("three"));
        assertEquals("the third volume", restored().get("three"));
        fixture.toy.before(OperationType.RESTORE, Hook.MAIN, "one", context -> { });
        fixture.toy.log.clear();
        OperationView last = Fixture.end(fixture.operations.resume(Fixture.CALLER.project(), view.id()));
        assertEquals(OperationState.SUCCEEDED, last.state(), last.problems()::toString);
        assertFalse(fixture.toy.log.contains("main three"), fixture.toy.log::toString);
        assertEquals(OperationState.UNDONE, Fixture.end(fixture.operations.undo(Fixture.CALLER.project(), view.id())).state());
        assertEquals(Map.of(), restored());
    }

    @Test
    void givenARestoreThatKeepsWhatItMade_thenTheVolumesOfAServerThatFailsLastStay() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        fixture.toy.before(OperationType.RESTORE, Hook.COMPLETE, "s", failing());
        OperationView view = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new").keepOnFailure().options(ISOLATE));
        assertEquals(Map.of("s", ResourceStatus.FAILED, "one", ResourceStatus.DONE, "two", ResourceStatus.DONE, "three", ResourceStatus.DONE), statuses(view));
        assertEquals(4, restored().size(), restored()::toString);
    }

    private Map<String, String> restored() {
        Map<String, String> restored = new TreeMap<>();
        fixture.toy.world.forEach((id, content) -> {
            if (id.startsWith("/new/")) {
                restored.put(id.substring("/new/".length()), content);
            }
        });
        return restored;
    }

    private ProtectRequest demanding(Grade grade) {
        return ProtectRequest.of(Plan.builder("all").resource(Fixture.SERVER.ref()).resource(APART.ref()).minimumConsistency(grade)
                .onFailure(FailurePolicy.ISOLATE).build());
    }

    @Test
    void givenADemandForConsistency_thenWhatFailedIsNotHeldToIt() throws Exception {
        fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", failing());
        OperationView view = fixture.run(demanding(Grade.CRASH));
        look(view.checkpoint(), stored -> {
            assertEquals(CheckpointStatus.PARTIAL, stored.status());
            assertEquals(ResourceStatus.DONE, records(stored).get("three"));
            assertEquals(Optional.of(Grade.CRASH), stored.view(Readability.UNKNOWN, Grace.UNKNOWN).consistency());
        });
        assertTrue(view.problems().toString().contains("no") && !view.problems().toString().contains("demands"), view.problems()::toString);
    }

    @Test
    void givenADemandThatOnlyOneGroupFallsShortOf_thenOnlyThatIsGivenUp() throws Exception {
        fixture.toy.grades.put("one", Grade.NONE);
        OperationView view = fixture.run(demanding(Grade.CRASH));
        assertEquals(OperationState.FAILED, view.state());
        Map<String, ResourceStatus> expected = Map.of("s", ResourceStatus.SKIPPED, "one", ResourceStatus.FAILED, "two", ResourceStatus.SKIPPED,
                "three", ResourceStatus.DONE);
        assertEquals(expected, statuses(view));
        look(view.checkpoint(), stored -> {
            assertEquals(CheckpointStatus.PARTIAL, stored.status());
            assertEquals(expected, records(stored));
            assertEquals(Optional.of(Grade.CRASH), stored.view(Readability.UNKNOWN, Grace.UNKNOWN).consistency());
        });
        assertEquals(1, view.problems().size(), view.problems()::toString);
        assertTrue(view.problems().getFirst().message().startsWith("The plan demands the consistency crash, but Toy::Volume#one is none"), view.problems()::toString);
    }

    @Test
    void givenADemandThatAllFallShortOf_thenTheCheckpointIsInError() throws Exception {
        OperationView view = fixture.run(demanding(Grade.APPLICATION));
        assertEquals(OperationState.FAILED, view.state());
        look(view.checkpoint(), stored -> assertEquals(CheckpointStatus.ERROR, stored.status()));
    }

    @Test
    void givenACopyOfWhichAVolumeFails_thenItHoldsNothingOfItsGroup() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        StagedPlugin.of(fixture).inMain(OperationType.COPY, "one", failing());
        OperationView copy = fixture.run(CopyRequest.of(made.checkpoint(), "other").options(ISOLATE));
        assertEquals(OperationState.FAILED, copy.state());
        look(copy.targetCheckpoint().orElseThrow(), stored -> {
            assertEquals(CheckpointStatus.PARTIAL, stored.status());
            assertEquals(Map.of("s", ResourceStatus.SKIPPED, "one", ResourceStatus.FAILED, "two", ResourceStatus.SKIPPED, "three", ResourceStatus.DONE), records(stored));
        });
    }
}
