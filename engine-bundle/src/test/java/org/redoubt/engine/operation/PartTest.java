package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.engine.undo.OpenStep;
import org.redoubt.testkit.journal.FaultJournal;
import org.redoubt.testkit.journal.MemoryJournal;

/** An operation of which a part fails says truly what stands, what is open, and what is final. */
class PartTest {
    private static final Resource APART = Resource.of("Toy::Volume", "three", "three");
    private static final OperationOptions ISOLATE = OperationOptions.defaults().onFailure(FailurePolicy.ISOLATE);

    @TempDir
    private Path home;
    private final MemoryJournal journal = new MemoryJournal();

    private Fixture fixture(Journal on) throws Exception {
        ResourceGraph graph = ResourceGraph.builder().add(Fixture.SERVER).add(Fixture.ONE).add(APART).edge(Fixture.SERVER.ref(), Fixture.ONE.ref()).build();
        Fixture fixture = new Fixture(home, graph, Patience.DEFAULT, on);
        fixture.toy.world.put("three", "the third volume");
        fixture.operations.recover();
        return fixture;
    }

    private static void fail(Fixture fixture, OperationType type) {
        fixture.toy.before(type, Hook.MAIN, "one", context -> {
            context.undo().register(UndoSpec.of("second").product());
            throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "No."));
        });
    }

    private static OperationView await(Fixture fixture, OperationId id, Predicate<OperationView> wanted) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        OperationView view = fixture.operations.show(Fixture.CALLER.project(), id);
        while (!wanted.test(view)) {
            assertTrue(System.nanoTime() < end, "It is still " + view.state() + " with " + view.openUndoSteps() + " steps.");
            Thread.sleep(1);
            view = fixture.operations.show(Fixture.CALLER.project(), id);
        }
        return view;
    }

    private static CheckpointStatus status(Fixture fixture, OperationView view) throws Exception {
        try (CheckpointFinder.Located located = fixture.finder().locate(Fixture.CALLER, view.checkpoint())) {
            return located.stored().status();
        }
    }

    @Test
    void whatWaitsForAStepThatCannotBeTakenBackIsOpenAndIsTakenBackAfterIt() throws Exception {
        try (Fixture fixture = fixture(journal)) {
            OperationView made = fixture.run(fixture.protectAll());
            fail(fixture, OperationType.RESTORE);
            fixture.toy.answerUndo(UndoResult.cannot("It is stuck."));
            OperationView view = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new").options(ISOLATE));
            assertEquals(OperationState.FAILED, view.state());
            List<OpenStep> steps = fixture.operations.steps(view.project(), view.id());
            assertEquals(view.openUndoSteps(), steps.size());
            assertEquals(List.of("remove", "second"), steps.stream().filter(step -> step.resource().equals(Fixture.ONE)).map(step -> step.spec().name()).toList());
            assertTrue(steps.stream().noneMatch(step -> step.resource().equals(APART)), steps::toString);
            assertEquals(List.of(view.id()), fixture.operations.list(view.project(), true, 10).stream().map(OperationView::id).toList());
            fixture.toy.answerUndo(UndoResult.done());
            fixture.services.change();
            await(fixture, view.id(), now -> now.openUndoSteps() == 0 && now.state() == OperationState.FAILED);
            assertTrue(fixture.toy.log.contains("undo remove one"), () -> fixture.toy.log.toString());
            assertEquals("the third volume", fixture.toy.world.get("/new/three"));
        }
    }

    @Test
    void aProtectThatHasEndedInPartIsNotGoneOnWithAndSaysSo() throws Exception {
        try (Fixture fixture = fixture(journal)) {
            fail(fixture, OperationType.PROTECT);
            OperationView view = fixture.run(fixture.protectAll().options(ISOLATE));
            assertEquals(CheckpointStatus.PARTIAL, status(fixture, view));
            RedoubtException refused = assertThrows(RedoubtException.class, () -> fixture.operations.resume(view.project(), view.id()));
            assertEquals(ProblemKind.CONFLICT, refused.kind());
            assertTrue(refused.problem().message().endsWith("which is partial and stays so."), refused.getMessage());
            assertEquals(CheckpointStatus.PARTIAL, status(fixture, view));
            assertEquals(OperationState.FAILED, fixture.operations.show(view.project(), view.id()).state());
        }
    }

    @Test
    void aCopyThatLacksAResourceIsNotGoneOnWithAndSaysSo() throws Exception {
        try (Fixture fixture = fixture(journal)) {
            OperationView made = fixture.run(fixture.protectAll());
            StagedPlugin.of(fixture).inMain(OperationType.COPY, "one", failing());
            OperationView copy = fixture.run(CopyRequest.of(made.checkpoint(), "other").options(ISOLATE));
            RedoubtException refused = assertThrows(RedoubtException.class, () -> fixture.operations.resume(copy.project(), copy.id()));
            assertTrue(refused.problem().message().endsWith(copy.targetCheckpoint().orElseThrow() + ", which is partial and stays so."), refused.getMessage());
            assertEquals(OperationState.FAILED, fixture.operations.show(copy.project(), copy.id()).state());
        }
    }

    private static ToyPlugin.Deed failing() {
        return context -> {
            throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "No."));
        };
    }

    /** How a copy that has ended is found by the next runtime, when its end could not be recorded. */
    private OperationView foundAfterACrash(Scene scene) throws Exception {
        FaultJournal killed = new FaultJournal(journal);
        try (Fixture fixture = fixture(killed)) {
            CopyRequest request = scene.prepare(fixture);
            killed.failWhen(change -> change instanceof JournalChange.OperationChanged changed && !changed.open(), ProblemKind.UNAVAILABLE);
            OperationView copy = fixture.run(request);
            try (Fixture next = new Fixture(home, Fixture.serverWithTwoVolumes(), Patience.DEFAULT, journal.copy())) {
                next.banks.putAll(fixture.banks);
                next.operations.recover();
                OperationView settled = await(next, copy.id(), now -> now.state() != OperationState.INTERRUPTED);
                assertEquals(copy.state(), settled.state());
                return settled;
            }
        }
    }

    private interface Scene {
        CopyRequest prepare(Fixture fixture) throws Exception;
    }

    @Test
    void aCopyThatWasInterruptedAfterItHadEndedInPartHasFailed() throws Exception {
        OperationView found = foundAfterACrash(fixture -> {
            OperationView made = fixture.run(fixture.protectAll());
            StagedPlugin.of(fixture).inMain(OperationType.COPY, "one", failing());
            return CopyRequest.of(made.checkpoint(), "other").options(ISOLATE);
        });
        assertEquals(OperationState.FAILED, found.state());
        assertTrue(found.problems().getFirst().message().contains(found.targetCheckpoint().orElseThrow() + " is partial: "), found.problems()::toString);
    }

    @Test
    void aCopyOfAllThatAPartialCheckpointHoldsHasSucceededAlsoAfterACrash() throws Exception {
        OperationView found = foundAfterACrash(fixture -> {
            fail(fixture, OperationType.PROTECT);
            return CopyRequest.of(fixture.run(fixture.protectAll().options(ISOLATE)).checkpoint(), "other").options(ISOLATE);
        });
        assertEquals(OperationState.SUCCEEDED, found.state(), found.problems()::toString);
    }

    @Test
    void aProtectThatWasInterruptedAfterItHadEndedInPartHasFailed() throws Exception {
        FaultJournal killed = new FaultJournal(journal);
        OperationView view;
        try (Fixture fixture = fixture(killed)) {
            fail(fixture, OperationType.PROTECT);
            killed.failWhen(change -> change instanceof JournalChange.OperationChanged changed && !changed.open(), ProblemKind.UNAVAILABLE);
            view = fixture.run(fixture.protectAll().options(ISOLATE));
            Map<String, org.redoubt.api.bank.Bank> banks = Map.copyOf(fixture.banks);
            try (Fixture next = new Fixture(home, Fixture.serverWithTwoVolumes(), Patience.DEFAULT, journal.copy())) {
                next.banks.putAll(banks);
                next.operations.recover();
                OperationView settled = await(next, view.id(), now -> now.state() == OperationState.FAILED);
                assertTrue(settled.problems().getFirst().message().contains(" is partial: "), settled.problems()::toString);
            }
        }
    }
}
