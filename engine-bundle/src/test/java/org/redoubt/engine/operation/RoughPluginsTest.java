package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.Progress;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RefusedException;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.engine.lattice.Grace;

class RoughPluginsTest {
    /** Each is short with one thing only, so that nothing that a test does not mean runs out of time on a busy machine. */
    private static final Patience SHORT_QUESTION = new Patience(Duration.ofMillis(100), Patience.DEFAULT.undo(), Patience.DEFAULT.hooks());
    private static final Patience SHORT_UNDO = new Patience(Patience.DEFAULT.question(), Duration.ofMillis(100), Patience.DEFAULT.hooks());
    private static final Patience SHORT_GRACE = new Patience(Patience.DEFAULT.question(), Patience.DEFAULT.undo(),
            new Grace(Duration.ofMillis(20), Duration.ofMillis(20)));
    private static final OperationOptions ISOLATE = OperationOptions.defaults().onFailure(FailurePolicy.ISOLATE);

    @TempDir
    private Path home;

    private static ResourceGraph apart() throws Exception {
        return ResourceGraph.builder().add(Fixture.ONE).add(Fixture.TWO).build();
    }

    @Test
    void withIsolateAFailedGroupIsThawedWhileTheOthersStillRun() throws Exception {
        try (Fixture fixture = new Fixture(home, apart())) {
            Gates main = new Gates();
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "two", context -> main.hold());
            fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_FINISH, "one", context -> {
                throw new IOException("no");
            });
            OperationHandle handle = fixture.begin(fixture.protectAll().options(ISOLATE));
            main.awaitHeld();
            fixture.awaitLog("undo thaw one", 1);
            assertFalse(handle.state().ended());
            main.open();
            assertEquals(ResourceStatus.DONE, Fixture.end(handle).resources().get(1).status());
        }
    }

    @Test
    void withIsolateARestoreTakesBackWhatItMadeOfTheGroupThatFailed() throws Exception {
        try (Fixture fixture = new Fixture(home, apart())) {
            OperationView made = fixture.run(fixture.protectAll());
            fixture.toy.before(OperationType.RESTORE, Hook.COMPLETE, "one", context -> {
                throw new IOException("no");
            });
            OperationView view = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new").options(ISOLATE));
            assertEquals(OperationState.FAILED, view.state());
            assertFalse(fixture.toy.world.containsKey("/new/one"));
            assertTrue(fixture.toy.world.containsKey("/new/two"));
            assertEquals(0, view.openUndoSteps());
        }
    }

    @Test
    void ofAPartialCheckpointWhatItHoldsIsRestoredVerifiedCopiedAndDeleted() throws Exception {
        try (Fixture fixture = new Fixture(home, apart())) {
            fixture.toy.before(OperationType.PROTECT, Hook.COMPLETE, "one", context -> {
                throw new IOException("no");
            });
            OperationView made = fixture.run(fixture.protectAll().options(ISOLATE));
            OperationView back = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new").allowPartial());
            assertEquals(OperationState.SUCCEEDED, back.state(), back.problems().toString());
            assertEquals(Set.of("/new/two"), Set.copyOf(fixture.toy.world.keySet().stream().filter(id -> id.startsWith("/new")).toList()));
            assertThrows(RefusedException.class,
                    () -> fixture.run(RestoreRequest.of(made.checkpoint()).allowPartial().resources(List.of(Fixture.ONE.ref()))));
            assertEquals(OperationState.SUCCEEDED, fixture.run(VerifyRequest.of(made.checkpoint())).state());
            OperationView copy = fixture.run(CopyRequest.of(made.checkpoint(), "other"));
            assertEquals(OperationState.SUCCEEDED, copy.state(), copy.problems().toString());
            assertEquals(OperationState.SUCCEEDED, fixture.run(DeleteRequest.of(made.checkpoint()).purge()).state());
        }
    }

    @Test
    void aCheckThatHangsIsRefusedByName() throws Exception {
        try (Fixture fixture = new Fixture(home, apart(), SHORT_QUESTION)) {
            fixture.plugins.put("Toy::Volume", Stubborn.check(fixture.toy));
            RefusedException refused = assertThrows(RefusedException.class, () -> fixture.run(fixture.protectAll()));
            // With so little time the bank may be late as well.
            assertTrue(refused.problems().stream().anyMatch(problem -> problem.message().contains("did not end its check")), refused.problems().toString());
        }
    }

    @Test
    void whoseCapacitiesCannotBeToldIsRefused() throws Exception {
        try (Fixture fixture = new Fixture(home, apart())) {
            fixture.plugins.put("Toy::Volume", Stubborn.capacities(fixture.toy));
            RefusedException refused = assertThrows(RefusedException.class, () -> fixture.run(fixture.protectAll()));
            assertTrue(refused.problems().getFirst().message().contains("capacities"), refused.problems().toString());
            assertTrue(refused.problems().getFirst().hint().orElseThrow().contains("use another version"), refused.problems().toString());
            assertEquals(0, fixture.leased());
        }
    }

    @Test
    void aFailedRestoreSaysThatWhatItMadeIsGoneAgain() throws Exception {
        try (Fixture fixture = new Fixture(home)) {
            OperationView made = fixture.run(fixture.protectAll());
            fixture.toy.before(OperationType.RESTORE, Hook.COMPLETE, "s", context -> {
                throw new IOException("no");
            });
            OperationView view = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new"));
            assertEquals(ResourceStatus.UNDONE, view.resources().get(1).status());
            assertTrue(view.resources().get(1).restoredTo().isEmpty());
        }
    }

    @Test
    void aHookThatWasGivenUpAndEndsLaterIsThawedOnceMoreAndCannotReleaseItsStep() throws Exception {
        try (Fixture fixture = new Fixture(home, apart(), SHORT_GRACE)) {
            CountDownLatch stuck = new CountDownLatch(1);
            Gates entered = new Gates();
            CountDownLatch refused = new CountDownLatch(1);
            entered.open();
            fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_BEGIN, "one", context -> {
                var log = context.undo();
                String step = log.open().getFirst().id();
                ResourceSection section = ((ProtectContext) context).section();
                DataWriter writer = section.create("begun", DataHints.none());
                Progress progress = context.progress();
                entered.hold();
                while (stuck.getCount() > 0) {
                    Thread.onSpinWait();
                }
                for (Executable late : List.<Executable>of(() -> log.release(step), () -> section.put("late", JsonObject.empty()), section::documents,
                        () -> section.create("late", DataHints.none()), () -> section.createTree("late", DataHints.none()),
                        () -> writer.write(0, ByteBuffer.allocate(1)), writer::commit, () -> progress.advance(1), () -> context.memo())) {
                    assertThrows(IllegalStateException.class, late);
                }
                refused.countDown();
            });
            OperationHandle handle = fixture.begin(fixture.protectAll());
            entered.awaitHeld();
            handle.cancel("enough");
            OperationView view = Fixture.end(handle);
            assertEquals(OperationState.CANCELLED, view.state(), view.problems().toString());
            fixture.awaitLog("undo thaw one", 1);
            stuck.countDown();
            assertTrue(refused.await(2, TimeUnit.MINUTES));
            fixture.awaitLog("undo thaw one", 2);
        }
    }

    @Test
    void anUndoThatHangsDoesNotKeepTheOperationFromItsEnd() throws Exception {
        try (Fixture fixture = new Fixture(home, apart(), SHORT_UNDO)) {
            CountDownLatch never = new CountDownLatch(1);
            fixture.toy.beforeUndo(() -> {
                boolean waiting = true;
                while (waiting) {
                    try {
                        never.await();
                        waiting = false;
                    } catch (InterruptedException ignored) {
                        waiting = true;
                    }
                }
            });
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
                throw new IOException("no");
            });
            OperationView view = fixture.run(fixture.protectAll());
            assertEquals(OperationState.FAILED, view.state());
            assertTrue(view.problems().toString().contains("did not end within"), view.problems().toString());
            assertTrue(view.openUndoSteps() > 0);
            never.countDown();
        }
    }

    @Test
    void whatIsInUseIsNotDeleted() throws Exception {
        try (Fixture fixture = new Fixture(home)) {
            OperationView made = fixture.run(fixture.protectAll());
            Gates main = new Gates();
            fixture.toy.before(OperationType.RESTORE, Hook.MAIN, "one", context -> main.hold());
            OperationHandle restore = fixture.begin(RestoreRequest.of(made.checkpoint()).target("/new"));
            main.awaitHeld();
            assertEquals(ProblemKind.CONFLICT, assertThrows(RefusedException.class, () -> fixture.begin(DeleteRequest.of(made.checkpoint()).purge())).kind());
            main.open();
            assertEquals(OperationState.SUCCEEDED, Fixture.end(restore).state());
            assertEquals(OperationState.SUCCEEDED, fixture.run(DeleteRequest.of(made.checkpoint()).purge()).state());
        }
    }

    @Test
    void twoRequestsWithOneKeyAreOneOperation() throws Exception {
        try (Fixture fixture = new Fixture(home)) {
            Gates main = new Gates();
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> main.hold());
            var request = fixture.protectAll().options(OperationOptions.defaults().idempotencyKey("nightly"));
            OperationHandle first = fixture.begin(request);
            assertSame(first, fixture.begin(request));
            main.open();
            Fixture.end(first);
        }
    }

    @Test
    void aRecordThatCannotBeUnderstoodDoesNotHideTheOthers() throws Exception {
        try (Fixture fixture = new Fixture(home)) {
            OperationView made = fixture.run(fixture.protectAll());
            OperationId strange = new OperationId("00000000-0000-7000-8000-000000000000");
            fixture.journal.record(List.of(new JournalChange.OperationChanged(strange, false, Json.parseObject(
                    "{\"formatVersion\": 1, \"operation\": {\"id\": \"x\", \"type\": \"protect\", \"state\": \"dreaming\"}}"))))
                    .toCompletableFuture().join();
            assertEquals(List.of(made.id()), fixture.operations.list(made.project(), false, 10).stream().map(OperationView::id).toList());
            assertEquals(made.id(), fixture.operations.show(made.project(), made.id()).id());
        }
    }

    @Test
    void aPluginThatRegistersAStepWhenItIsOnlyAskedIsRefused() throws Exception {
        try (Fixture fixture = new Fixture(home)) {
            fixture.plugins.put("Toy::Volume", Stubborn.checkThatActs(fixture.toy));
            RefusedException refused = assertThrows(RefusedException.class, () -> fixture.begin(fixture.protectAll()));
            Problem problem = refused.problems().getFirst();
            assertEquals(ProblemKind.PLUGIN, problem.kind());
            assertTrue(problem.message().contains("tried to register the step \"thaw\""), problem.toString());
            assertFalse(fixture.toy.log.stream().anyMatch(entry -> entry.startsWith("undo")), fixture.toy.log.toString());
        }
    }

    @Test
    void nothingBeginsWhenTheRuntimeStopped() throws Exception {
        try (Fixture fixture = new Fixture(home)) {
            fixture.operations.close();
            assertEquals(ProblemKind.UNAVAILABLE, assertThrows(RedoubtException.class, () -> fixture.begin(fixture.protectAll())).kind());
        }
    }

    @Test
    void theTableLetsACancelComeTooLate() {
        Map<OperationState, Set<OperationState>> table = OperationStates.TRANSITIONS;
        assertTrue(table.get(OperationState.STOPPING).contains(OperationState.SUCCEEDED));
        assertEquals(Set.of(OperationState.values()), table.keySet());
    }
}
