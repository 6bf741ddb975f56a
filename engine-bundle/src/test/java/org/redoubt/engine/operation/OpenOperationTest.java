package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.engine.journal.RecordedOperation;

/** An operation that has ended and is looked after. */
class OpenOperationTest {
    private static final int TIMES = 50;

    @TempDir
    private Path home;

    @Test
    void oneThatWasTakenBackOnDemandIsLeftAloneByWhoeverComesNext() throws Exception {
        try (Fixture fixture = new Fixture(home)) {
            OperationView made = fixture.run(fixture.protectAll());
            OperationView restored = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new"));
            try (OpenOperation open = new OpenOperation(fixture.engine, RecordedOperation.read(fixture.journal, restored.id()))) {
                open.undoAll();
                assertTrue(open.takeBack());
                assertEquals(OperationState.UNDONE, open.state());
                assertTrue(open.takeBack());
                assertEquals(OperationState.UNDONE, open.state());
            }
        }
    }

    @Test
    void oneThatCouldNotBeTakenBackAtOnceIsUndoneWhenItCould() throws Exception {
        try (Fixture fixture = new Fixture(home)) {
            OperationView made = fixture.run(fixture.protectAll());
            OperationView restored = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new"));
            fixture.toy.answerUndo(UndoResult.cannot("The array is away."));
            try (OpenOperation open = new OpenOperation(fixture.engine, RecordedOperation.read(fixture.journal, restored.id()))) {
                open.undoAll();
                assertFalse(open.takeBack());
                assertEquals(OperationState.FAILED, open.state());
                assertTrue(open.view().problems().getFirst().message().contains("The array is away."), open.view()::toString);
            }
            assertFalse(fixture.operations.isResumable(fixture.operations.show(Fixture.CALLER.project(), restored.id())));
            fixture.toy.answerUndo(UndoResult.done());
            try (OpenOperation open = new OpenOperation(fixture.engine, RecordedOperation.read(fixture.journal, restored.id()))) {
                assertTrue(open.takeBack());
                assertEquals(OperationState.UNDONE, open.state());
                assertFalse(fixture.toy.world.containsKey("/new/one"));
            }
        }
    }

    @Test
    void oneThatHadFailedStaysSoWhenTheRestOfItIsTakenBackOnDemand() throws Exception {
        try (Fixture fixture = new Fixture(home)) {
            fixture.toy.answerUndo(UndoResult.cannot("The array is away."));
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
                throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "No."));
            });
            OperationView failed = fixture.run(fixture.protectAll());
            assertTrue(failed.openUndoSteps() > 0);
            fixture.toy.answerUndo(UndoResult.done());
            OperationView undone = Fixture.end(fixture.operations.undo(Fixture.CALLER.project(), failed.id()));
            assertEquals(OperationState.FAILED, undone.state());
            assertEquals(0, undone.openUndoSteps());
            assertEquals(List.of("No.", "What could not be taken back at first has been taken back since."),
                    undone.problems().stream().map(Problem::message).toList());
            assertEquals(List.of(), fixture.journal.list(true, 1));
        }
    }

    @Test
    void oneThatWaitsForAPluginDoesNotKeepTheJournalFromGoing() throws Exception {
        try (Fixture fixture = new Fixture(home)) {
            fixture.toy.answerUndo(UndoResult.cannot("The array is away."));
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
                throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "No."));
            });
            OperationView failed = fixture.run(fixture.protectAll());
            assertTrue(fixture.operations.steps(Fixture.CALLER.project(), failed.id()).size() > 0);
            assertEquals(0, fixture.journalLeases.get());
        }
    }

    @Test
    void whatIsToBeTakenBackIsTakenBackWhoeverLooksAfterItMeanwhile() throws Exception {
        try (Fixture fixture = new Fixture(home)) {
            fixture.operations.recover();
            OperationView made = fixture.run(fixture.protectAll());
            AtomicBoolean over = new AtomicBoolean();
            Thread busy = Thread.ofPlatform().start(() -> {
                while (!over.get()) {
                    fixture.services.change();
                    Thread.yield();
                }
            });
            try {
                for (int time = 0; time < TIMES; time++) {
                    OperationView restored = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new"));
                    OperationView undone = Fixture.end(fixture.operations.undo(Fixture.CALLER.project(), restored.id()));
                    assertEquals(OperationState.UNDONE, undone.state());
                    assertFalse(fixture.toy.world.containsKey("/new/one"));
                }
            } finally {
                over.set(true);
                busy.join();
            }
        }
    }
}
