package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.redoubt.api.service.OperationState.CANCELLED;
import static org.redoubt.api.service.OperationState.FAILED;
import static org.redoubt.api.service.OperationState.INTERRUPTED;
import static org.redoubt.api.service.OperationState.RUNNING;
import static org.redoubt.api.service.OperationState.STOPPING;
import static org.redoubt.api.service.OperationState.SUCCEEDED;
import static org.redoubt.api.service.OperationState.UNDOING;
import static org.redoubt.api.service.OperationState.UNDONE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.journal.ForwardingJournal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationEvent;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.engine.journal.RecordedOperation;
import org.redoubt.testkit.journal.FaultJournal;
import org.redoubt.testkit.journal.MemoryJournal;

/** Every state of an operation has the ways out that its table promises, and nothing else changes a state. */
class OperationStatesTest {
    @TempDir
    private Path home;
    private final MemoryJournal journal = new MemoryJournal();

    private Fixture fixture(org.redoubt.api.journal.Journal on) throws Exception {
        return new Fixture(home, Fixture.serverWithTwoVolumes(), Patience.DEFAULT, on);
    }

    @Test
    void everyMoveThatIsNotInTheTableIsRefusedAndChangesNothing() {
        for (OperationState from : OperationState.values()) {
            for (OperationState to : OperationState.values()) {
                List<OperationState> told = new ArrayList<>();
                OperationStates states = new OperationStates(from, told::add);
                boolean legal = OperationStates.TRANSITIONS.get(from).contains(to);
                assertEquals(legal, states.tryTo(to), from + " to " + to);
                assertEquals(legal ? to : from, states.get());
                assertEquals(legal ? List.of(to) : List.of(), told);
                if (!legal) {
                    String refused = assertThrows(IllegalStateException.class, () -> states.to(to)).getMessage();
                    assertEquals("An operation that is " + from.word() + " cannot become " + to.word() + ".", refused);
                    assertEquals(from, states.get());
                }
            }
        }
    }

    /** Holds a main, so that whoever listens hears all that follows. */
    private static final class Walk {
        private final List<OperationState> seen = new CopyOnWriteArrayList<>();
        private final OperationHandle handle;

        Walk(OperationHandle handle) {
            this.handle = handle;
            seen.add(handle.state());
            handle.listen(event -> {
                if (event.kind() == OperationEvent.Kind.STATE) {
                    seen.add(Words.state(event.text()));
                }
            });
        }

        List<OperationState> end() throws Exception {
            OperationState last = Fixture.end(handle).state();
            long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (seen.getLast() != last && System.nanoTime() < limit) {
                Thread.sleep(1);
            }
            for (int i = 1; i < seen.size(); i++) {
                assertTrue(OperationStates.TRANSITIONS.get(seen.get(i - 1)).contains(seen.get(i)), seen.toString());
            }
            return List.copyOf(seen);
        }
    }

    private Walk begin(Fixture engine, Gates gate) throws Exception {
        engine.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
            gate.hold();
            context.checkCancelled();
        });
        OperationHandle handle = engine.begin(engine.protectAll());
        gate.awaitHeld();
        return new Walk(handle);
    }

    private static void fail(Fixture engine) {
        engine.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
            throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "No."));
        });
    }

    private static OperationView await(Fixture engine, OperationId id, OperationState wanted) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (engine.operations.show(Fixture.CALLER.project(), id).state() != wanted) {
            assertTrue(System.nanoTime() < end, () -> "It never became " + wanted.word() + ".");
            Thread.sleep(1);
        }
        return engine.operations.show(Fixture.CALLER.project(), id);
    }

    @Test
    void thereIsARowForEachState() {
        assertEquals(java.util.Set.of(OperationState.values()), OperationStates.TRANSITIONS.keySet());
    }

    @Test
    void pendingIsLeftByItsOwnRunOrIsInterruptedWhenThatNeverCame() throws Exception {
        FaultJournal killed = new FaultJournal(journal);
        killed.failFrom(2, ProblemKind.UNAVAILABLE);
        OperationId id;
        try (Fixture engine = fixture(killed)) {
            id = engine.begin(engine.protectAll()).id();
        }
        try (Fixture next = fixture(journal)) {
            next.operations.recover();
            await(next, id, INTERRUPTED);
        }
    }

    @Test
    void runningIsLeftToSucceeded() throws Exception {
        try (Fixture engine = fixture(journal)) {
            Gates gate = new Gates();
            Walk walk = begin(engine, gate);
            gate.open();
            assertEquals(List.of(RUNNING, SUCCEEDED), walk.end());
        }
    }

    @Test
    void stoppingIsLeftByUndoAndUndoingToCancelledWhenSomebodyAskedForIt() throws Exception {
        try (Fixture engine = fixture(journal)) {
            Gates gate = new Gates();
            Walk walk = begin(engine, gate);
            walk.handle.cancel("It is enough.");
            gate.open();
            assertEquals(List.of(RUNNING, STOPPING, UNDOING, CANCELLED), walk.end());
        }
    }

    @Test
    void undoingIsLeftToFailedWhenAHookFailed() throws Exception {
        try (Fixture engine = fixture(journal)) {
            Gates gate = new Gates();
            engine.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
                gate.hold();
                throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "No."));
            });
            OperationHandle handle = engine.begin(engine.protectAll());
            gate.awaitHeld();
            Walk walk = new Walk(handle);
            gate.open();
            assertEquals(List.of(RUNNING, STOPPING, UNDOING, FAILED), walk.end());
        }
    }

    @Test
    void undoingIsLeftToSucceededWhenOnlyTheEndsOfStepsWereNotRecorded() throws Exception {
        try (Fixture engine = fixture(new Forgetful(journal))) {
            OperationView made = engine.run(engine.protectAll());
            assertEquals(SUCCEEDED, made.state());
            List<OperationState> seen = new CopyOnWriteArrayList<>();
            try (OpenOperation open = new OpenOperation(engine.engine, RecordedOperation.read(journal, made.id()))) {
                CountDownLatch moved = new CountDownLatch(2);
                open.listen(event -> {
                    if (event.kind() == OperationEvent.Kind.STATE) {
                        seen.add(Words.state(event.text()));
                        moved.countDown();
                    }
                });
                assertTrue(open.takeBack());
                assertTrue(moved.await(2, TimeUnit.MINUTES));
                assertEquals(0, open.view().openUndoSteps());
            }
            assertEquals(List.of(UNDOING, SUCCEEDED), seen);
        }
    }

    /** A journal that never learns that a step is closed. */
    private static final class Forgetful extends ForwardingJournal {
        private final MemoryJournal journal;

        Forgetful(MemoryJournal journal) {
            this.journal = journal;
        }

        @Override
        protected <T> T call(Call<T> call) throws RedoubtException {
            return call.on(journal);
        }

        @Override
        public CompletionStage<Void> record(List<JournalChange> changes) {
            return journal.record(changes.stream().filter(change -> !(change instanceof JournalChange.StepClosed)).toList());
        }
    }

    @Test
    void succeededIsLeftByUndoOnDemandAndUndoneByNothing() throws Exception {
        try (Fixture engine = fixture(journal)) {
            OperationView made = engine.run(engine.protectAll());
            OperationView restored = engine.run(RestoreRequest.of(made.checkpoint()).target("/new"));
            Gates gate = new Gates();
            engine.toy.beforeUndo(() -> {
                try {
                    gate.hold();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            OperationHandle handle = engine.operations.undo(Fixture.CALLER.project(), restored.id());
            gate.awaitHeld();
            Walk walk = new Walk(handle);
            gate.open();
            assertEquals(List.of(UNDOING, UNDONE), walk.end());
            assertThrows(RedoubtException.class, () -> engine.operations.undo(Fixture.CALLER.project(), restored.id()));
            assertThrows(RedoubtException.class, () -> engine.operations.resume(Fixture.CALLER.project(), restored.id()));
        }
    }

    @Test
    void failedIsLeftByResume() throws Exception {
        try (Fixture engine = fixture(journal)) {
            fail(engine);
            OperationView failed = engine.run(engine.protectAll());
            assertEquals(FAILED, failed.state());
            resume(engine, failed.id());
        }
    }

    @Test
    void cancelledIsLeftByResume() throws Exception {
        try (Fixture engine = fixture(journal)) {
            Gates gate = new Gates();
            Walk walk = begin(engine, gate);
            walk.handle.cancel("It is enough.");
            gate.open();
            walk.end();
            resume(engine, walk.handle.id());
        }
    }

    @Test
    void interruptedIsLeftByResume() throws Exception {
        FaultJournal killed = new FaultJournal(journal);
        try (Fixture engine = fixture(killed)) {
            engine.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
                killed.failFrom(1, ProblemKind.UNAVAILABLE);
                throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "No."));
            });
            OperationId id = engine.run(engine.protectAll()).id();
            Fixture next = fixture(journal);
            next.banks.putAll(engine.banks);
            try (next) {
                next.operations.recover();
                await(next, id, INTERRUPTED);
                resume(next, id);
            }
        }
    }

    @Test
    void whatWasGivenUpIsNotGoneOnWith() throws Exception {
        FaultJournal killed = new FaultJournal(journal);
        try (Fixture engine = fixture(killed)) {
            engine.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
                killed.failFrom(1, ProblemKind.UNAVAILABLE);
                throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "No."));
            });
            OperationId id = engine.run(engine.protectAll()).id();
            Fixture next = fixture(journal);
            next.banks.putAll(engine.banks);
            try (next) {
                next.operations.recover();
                await(next, id, INTERRUPTED);
                assertEquals(CANCELLED, Fixture.end(next.operations.undo(Fixture.CALLER.project(), id)).state());
                RedoubtException refused = assertThrows(RedoubtException.class, () -> next.operations.resume(Fixture.CALLER.project(), id));
                assertEquals(ProblemKind.CONFLICT, refused.kind());
                assertTrue(refused.getMessage().contains("was given up by an undo"), refused::getMessage);
                assertEquals(CANCELLED, next.operations.show(Fixture.CALLER.project(), id).state());
            }
        }
    }

    private void resume(Fixture engine, OperationId id) throws Exception {
        Gates gate = new Gates();
        engine.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> gate.hold());
        OperationHandle handle = engine.operations.resume(Fixture.CALLER.project(), id);
        gate.awaitHeld();
        Walk walk = new Walk(handle);
        gate.open();
        assertEquals(List.of(RUNNING, SUCCEEDED), walk.end());
    }

    @Test
    void onlyTheTwoThatRunAnOperationHoldAState() throws IOException {
        List<String> holders = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                if (Files.readString(source).contains("new OperationStates(")) {
                    holders.add(source.getFileName().toString());
                }
            }
        }
        assertEquals(List.of("OpenOperation.java", "OperationRun.java"), holders.stream().sorted().toList());
    }
}
