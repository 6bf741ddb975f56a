package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.engine.lattice.Grace;

/** Who ends an operation early, and what never ends early. */
@Timeout(600)
class CancelTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Patience INTERRUPTS = new Patience(Patience.DEFAULT.question(), Patience.DEFAULT.undo(), new Grace(Duration.ZERO, Duration.ofDays(1)));

    @TempDir
    private Path home;

    @ParameterizedTest
    @EnumSource
    void inEachPhaseACancelledOperationIsTakenBackAndItsCheckpointIsNotAvailable(Hook hook) throws Exception {
        Gates gate = new Gates();
        try (Fixture fixture = new Fixture(home)) {
            fixture.toy.before(OperationType.PROTECT, hook, "one", context -> {
                gate.hold();
                context.checkCancelled();
            });
            OperationHandle handle = fixture.begin(fixture.protectAll());
            gate.awaitHeld();
            handle.cancel("The test wants it.");
            gate.open();
            OperationView view = Fixture.end(handle);
            assertEquals(OperationState.CANCELLED, view.state());
            assertEquals(ProblemKind.CANCELLED, view.problems().getFirst().kind());
            assertEquals("The test wants it.", view.problems().getFirst().message());
            assertEquals(0, view.openUndoSteps());
            assertTrue(fixture.toy.log.contains(hook.isPrepare() ? "undo thaw s" : "undo drop one"), fixture.toy.log.toString());
            assertFalse(fixture.toy.log.contains("complete s"));
            try (CheckpointFinder.Located located = fixture.finder().locate(Fixture.CALLER, view.checkpoint())) {
                assertEquals(CheckpointStatus.ERROR, located.stored().status());
            }
        }
    }

    @Test
    void nobodyCancelsUndo() throws Exception {
        Gates gate = new Gates();
        try (Fixture fixture = new Fixture(home)) {
            failInMain(fixture);
            fixture.toy.beforeUndo(() -> hold(gate));
            OperationHandle handle = fixture.begin(fixture.protectAll());
            gate.awaitHeld();
            handle.cancel("The test wants it.");
            gate.open();
            OperationView view = Fixture.end(handle);
            assertEquals(OperationState.FAILED, view.state());
            assertEquals(ProblemKind.PLUGIN, view.problems().getFirst().kind());
            assertEquals(0, view.openUndoSteps());
        }
    }

    @Test
    void anOperationThatTakesLongerThanItsDeadlineFailsAndIsTakenBack() throws Exception {
        Gates gate = new Gates();
        try (Fixture fixture = new Fixture(home, Fixture.serverWithTwoVolumes(), INTERRUPTS)) {
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> gate.hold());
            OperationView view = fixture.run(fixture.protectAll().options(OperationOptions.defaults().deadline(SHORT)));
            assertEquals(OperationState.FAILED, view.state());
            assertEquals(ProblemKind.TIMEOUT, view.problems().getFirst().kind());
            assertEquals("The protect did not end within the 0.1 s that it was allowed to take.", view.problems().getFirst().message());
            assertEquals(0, view.openUndoSteps());
        }
    }

    @Test
    void theDeadlineDoesNotEndUndo() throws Exception {
        Gates gate = new Gates();
        try (Fixture fixture = new Fixture(home)) {
            failInMain(fixture);
            fixture.toy.beforeUndo(() -> hold(gate));
            OperationHandle handle = fixture.begin(fixture.protectAll().options(OperationOptions.defaults().deadline(SHORT)));
            // The same thread tells the end of the deadline, and does so before.
            fixture.engine.dispatcher().later(SHORT, gate::open);
            OperationView view = Fixture.end(handle);
            assertEquals(OperationState.FAILED, view.state());
            assertEquals(0, view.openUndoSteps());
        }
    }

    private static void failInMain(Fixture fixture) {
        fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
            throw new IllegalStateException("no");
        });
    }

    private static void hold(Gates gate) {
        try {
            gate.hold();
        } catch (InterruptedException e) {
            throw new AssertionError("Undo was interrupted.", e);
        }
    }
}
