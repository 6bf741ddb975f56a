package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.Json;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.plan.ParameterSet;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.RefusedException;
import org.redoubt.api.service.ResourceOutcome;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.engine.lattice.Grace;

class FailureOfOperationsTest {
    @TempDir
    private Path home;
    private Fixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new Fixture(home);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private CheckpointStatus status(OperationView view) throws Exception {
        try (CheckpointFinder.Located located = fixture.finder().locate(Fixture.CALLER, view.checkpoint())) {
            return located.stored().status();
        }
    }

    private void fail(OperationType type, Hook hook, String id) {
        fixture.toy.before(type, hook, id, context -> {
            throw new java.io.IOException("the disk is on fire");
        });
    }

    @Test
    void aFailedHookIsUndoneLastFirstAndEveryResourceSaysWhatBecameOfIt() throws Exception {
        fail(OperationType.PROTECT, Hook.PREPARE_FINISH, "two");
        OperationView view = fixture.run(fixture.protectAll());
        assertEquals(OperationState.FAILED, view.state());
        assertEquals(0, view.openUndoSteps());
        List<String> log = fixture.toy.log;
        assertTrue(log.contains("undo thaw s"), log.toString());
        assertTrue(log.indexOf("undo thaw s") >= 0 && !log.contains("main s"));
        assertEquals(ResourceStatus.FAILED, view.resources().get(2).status());
        assertTrue(view.resources().get(2).reasons().getFirst().message().contains("the disk is on fire"));
        assertEquals(ResourceStatus.SKIPPED, view.resources().getFirst().status());
        assertTrue(view.resources().getFirst().reasons().getFirst().message().contains("Toy::Volume#two"));
        assertEquals(CheckpointStatus.ERROR, status(view));
    }

    @Test
    void aFailedCheckpointIsDeletedOrProtectedAgain() throws Exception {
        fail(OperationType.PROTECT, Hook.MAIN, "one");
        OperationView view = fixture.run(fixture.protectAll());
        assertThrows(RefusedException.class, () -> fixture.run(RestoreRequest.of(view.checkpoint())));
        assertEquals(OperationState.SUCCEEDED, fixture.run(DeleteRequest.of(view.checkpoint()).purge()).state());
        fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> { });
        assertEquals(OperationState.SUCCEEDED, fixture.run(fixture.protectAll()).state());
    }

    @Test
    void aFailedRestoreLeavesNothingBehindAndTakesParentsBackBeforeTheirDependents() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        fail(OperationType.RESTORE, Hook.COMPLETE, "s");
        OperationView view = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new"));
        assertEquals(OperationState.FAILED, view.state());
        assertFalse(fixture.toy.world.containsKey("/new/one"));
        assertFalse(fixture.toy.world.containsKey("/new/server"));
    }

    @Test
    void aRestoreLeavesWhatIsSoundAndNamesWhatIsDamaged() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        fixture.toy.before(OperationType.RESTORE, Hook.MAIN, "two", context -> {
            throw new RedoubtException(Problem.of(ProblemKind.DAMAGED, "The object a/b is damaged.").subject("a/b"));
        });
        OperationView view = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new"));
        assertEquals(OperationState.FAILED, view.state());
        assertEquals(List.of("The object a/b is damaged."), view.problems().stream().map(Problem::message).toList());
        assertEquals(List.of(ResourceStatus.DONE, ResourceStatus.DONE, ResourceStatus.FAILED),
                view.resources().stream().map(ResourceOutcome::status).toList());
        assertTrue(fixture.toy.world.containsKey("/new/one"));
        assertFalse(fixture.toy.world.containsKey("/new/two"));
    }

    @Test
    void aRestoreToldToKeepKeepsWhatItMadeUntilThatIsTakenBack() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        fail(OperationType.RESTORE, Hook.COMPLETE, "s");
        OperationView kept = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new").keepOnFailure());
        assertEquals(OperationState.FAILED, kept.state());
        assertTrue(fixture.toy.world.containsKey("/new/one"));
        OperationView undone = Fixture.end(fixture.operations.undo(Fixture.CALLER.project(), kept.id()));
        assertEquals(OperationState.UNDONE, undone.state());
        assertEquals(0, undone.openUndoSteps());
        assertTrue(fixture.toy.world.keySet().stream().noneMatch(name -> name.startsWith("/new")), fixture.toy.world::toString);
    }

    @Test
    void aCancelledOperationThawsAtOnceAlthoughAMainStillRuns() throws Exception {
        Gates main = new Gates();
        Gates frozen = new Gates();
        ResourceGraph two = ResourceGraph.builder().add(Fixture.SERVER).add(Fixture.ONE).build();
        // The main that still runs is not interrupted, however long the rest takes.
        Patience patient = new Patience(Patience.DEFAULT.question(), Patience.DEFAULT.undo(), new Grace(Duration.ofDays(1), Duration.ofDays(1)));
        try (Fixture apart = new Fixture(home.resolve("apart"), two, patient)) {
            apart.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> main.hold());
            apart.toy.before(OperationType.PROTECT, Hook.PREPARE_FINISH, "s", context -> {
                frozen.hold();
                context.checkCancelled();
            });
            OperationHandle handle = apart.begin(apart.protectAll());
            try {
                main.awaitHeld();
                frozen.awaitHeld();
                handle.cancel("The test wants it.");
                frozen.open();
                apart.awaitLog("undo thaw s", 1);
                assertFalse(handle.done().toCompletableFuture().isDone());
            } finally {
                frozen.open();
                main.open();
            }
            OperationView view = Fixture.end(handle);
            assertEquals(OperationState.CANCELLED, view.state(), view.problems().toString());
            assertEquals("The test wants it.", view.problems().getFirst().message());
            assertEquals(0, view.openUndoSteps());
        }
    }

    @Test
    void withIsolateTheOtherGroupsAreCommittedAndTheCheckpointIsPartial() throws Exception {
        ResourceGraph apart = ResourceGraph.builder().add(Fixture.ONE).add(Fixture.TWO).build();
        try (Fixture two = new Fixture(home.resolve("apart"), apart)) {
            two.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
                throw new java.io.IOException("no");
            });
            OperationOptions isolate = OperationOptions.defaults().onFailure(FailurePolicy.ISOLATE);
            OperationView view = two.run(two.protectAll().options(isolate));
            assertEquals(OperationState.FAILED, view.state());
            assertEquals(ResourceStatus.DONE, view.resources().get(1).status());
            try (CheckpointFinder.Located located = two.finder().locate(Fixture.CALLER, view.checkpoint())) {
                assertEquals(CheckpointStatus.PARTIAL, located.stored().status());
            }
            assertThrows(RefusedException.class, () -> two.run(RestoreRequest.of(view.checkpoint())));
        }
    }

    @Test
    void aStepThatCannotBeTakenBackStaysOpenAndIsShown() throws Exception {
        fixture.toy.answerUndo(UndoResult.cannot("the thing is stuck"));
        fail(OperationType.PROTECT, Hook.MAIN, "one");
        OperationView view = fixture.run(fixture.protectAll());
        assertTrue(view.openUndoSteps() > 0);
        assertTrue(view.problems().toString().contains("the thing is stuck"));
        assertEquals(1, fixture.operations.list(view.project(), true, 10).size());
    }

    @Test
    void aTransientStepLeftOpenAtSuccessIsTakenBackAndReportedAsAFaultOfThePlugin() throws Exception {
        fixture.toy.before(OperationType.PROTECT, Hook.COMPLETE, "two", context -> context.undo().register(UndoSpec.of("forgotten")));
        OperationView view = fixture.run(fixture.protectAll());
        assertEquals(OperationState.SUCCEEDED, view.state());
        assertTrue(fixture.toy.log.contains("undo forgotten two"));
        assertTrue(view.warnings().toString().contains("forgotten"));
    }

    @Test
    void aMissingPluginRefusesTheOperationBeforeAnyHook() {
        fixture.plugins.remove("Toy::Volume");
        RefusedException refused = assertThrows(RefusedException.class, () -> fixture.run(fixture.protectAll()));
        assertTrue(refused.problems().toString().contains("Toy::Volume"));
        assertTrue(fixture.toy.log.isEmpty());
    }

    @Test
    void everyViolationOfParametersIsListedBeforeAnyHook() throws Exception {
        ParameterSet wrong = ParameterSet.empty().with("Toy::Volume", "level", Json.of(0)).with("Toy::Volume#two", "unknown", Json.of(true))
                .with("Toy::Volume#three", "note", Json.of("x"));
        RefusedException refused = assertThrows(RefusedException.class,
                () -> fixture.run(fixture.protectAll().options(OperationOptions.defaults().parameters(wrong))));
        assertTrue(refused.problems().size() >= 3, refused.problems().toString());
        assertTrue(fixture.banks.get("default").list(Prefix.of("checkpoints"), Optional.empty(), 1).objects().isEmpty());
    }

    @Test
    void aPluginThatThrowsFromEveryMethodOrAnswersNullIsRefusedByName() {
        ProtectionPlugin throwing = (ProtectionPlugin) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ProtectionPlugin.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("hashCode")) {
                        return 1;
                    }
                    throw new IllegalStateException("I always throw");
                });
        fixture.plugins.put("Toy::Volume", throwing);
        RefusedException refused = assertThrows(RefusedException.class, () -> fixture.run(fixture.protectAll()));
        assertTrue(refused.problems().stream().anyMatch(problem -> problem.kind() == ProblemKind.PLUGIN), refused.problems().toString());
        ProtectionPlugin nothing = (ProtectionPlugin) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ProtectionPlugin.class},
                (proxy, method, arguments) -> method.getName().equals("hashCode") ? 1 : null);
        fixture.plugins.put("Toy::Volume", nothing);
        refused = assertThrows(RefusedException.class, () -> fixture.run(fixture.protectAll()));
        assertTrue(refused.problems().stream().map(Problem::message).anyMatch(message -> message.contains("null")), refused.problems().toString());
    }

    @Test
    void lessConsistencyThanThePlanDemandsIsAFailure() throws Exception {
        Plan plan = Plan.builder("all").resource(Fixture.SERVER.ref()).minimumConsistency(Grade.FILESYSTEM).build();
        OperationView view = fixture.run(ProtectRequest.of(plan));
        assertEquals(OperationState.FAILED, view.state());
        assertTrue(view.problems().getFirst().message().contains("filesystem"));
        assertEquals(CheckpointStatus.ERROR, status(view));
    }

    @Test
    void anUnknownPlanOrProviderIsOneSentenceThatNamesTheOthers() {
        assertEquals(ProblemKind.NOT_FOUND, assertThrows(org.redoubt.api.problem.RedoubtException.class,
                () -> fixture.run(ProtectRequest.ofPlan("nightly"))).kind());
        assertEquals(ProblemKind.NOT_FOUND, assertThrows(org.redoubt.api.problem.RedoubtException.class,
                () -> fixture.run(ProtectRequest.of(Plan.builder("p").provider("nowhere").resource(Fixture.ONE.ref()).build()))).kind());
    }
}
