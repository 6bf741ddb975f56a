package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.journal.ForwardingJournal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.engine.journal.OperationHeader;
import org.redoubt.engine.lattice.Grace;
import org.redoubt.testkit.journal.MemoryJournal;

/** What is frozen is thawed before anything else is waited for. */
@Timeout(600)
class ThawFirstTest {
    private static final Patience ENDLESS = new Patience(Patience.DEFAULT.question(), Duration.ofDays(1), new Grace(Duration.ofDays(1), Duration.ofDays(1)));

    @TempDir
    private Path home;

    @Test
    void whenTheBudgetIsOverAlthoughTheOperationIsBeingCancelled() throws Exception {
        Gates gate = new Gates();
        try (Fixture fixture = new Fixture(home, Fixture.serverWithTwoVolumes(), ENDLESS)) {
            fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_FINISH, "s", context -> gate.holdWhateverHappens());
            OperationHandle handle = fixture.begin(ProtectRequest.of(Plan.builder("all").resource(Fixture.SERVER.ref())
                    .freezeBudget(Duration.ofSeconds(2)).build()));
            gate.awaitHeld();
            handle.cancel("The test wants it.");
            fixture.awaitLog("undo thaw s", 1);
            gate.open();
            assertTrue(Fixture.end(handle).state().ended());
        } finally {
            gate.open();
        }
    }

    @Test
    void whenAHookFailsAlthoughTheJournalTakesNothing() throws Exception {
        StoppingHeld journal = new StoppingHeld();
        try (Fixture fixture = new Fixture(home, Fixture.serverWithTwoVolumes(), Patience.DEFAULT, journal)) {
            fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_FINISH, "two", context -> {
                throw new IOException("no");
            });
            OperationHandle handle = fixture.begin(fixture.protectAll());
            fixture.awaitLog("undo thaw s", 1);
            journal.gate.open();
            assertEquals(OperationState.FAILED, Fixture.end(handle).state());
        } finally {
            journal.gate.open();
        }
    }

    @Test
    void whenARuntimeStartsAlthoughAnotherOperationCannotBeTakenBackNow() throws Exception {
        MemoryJournal journal = new MemoryJournal();
        Gates gate = new Gates();
        try (Fixture first = new Fixture(home, Fixture.serverWithTwoVolumes(), ENDLESS, journal)) {
            OperationView made = first.run(first.protectAll());
            first.toy.before(OperationType.PROTECT, Hook.PREPARE_FINISH, "two", context -> gate.hold());
            OperationHandle protect = first.begin(first.protectAll());
            first.awaitLog("prepareFinish two", 2);
            first.toy.before(OperationType.RESTORE, Hook.MAIN, "one", context -> gate.hold());
            // The newer one is looked after first.
            OperationHandle restore = first.begin(RestoreRequest.of(made.checkpoint()).target("/new"));
            first.awaitLog("main one", 3);
            // What the first life does from here on never happened.
            try (Fixture next = new Fixture(home, Fixture.serverWithTwoVolumes(), ENDLESS, journal.copy())) {
                next.banks.putAll(Map.copyOf(first.banks));
                HeldUndo plugin = HeldUndo.of(next, step -> step.spec().name().equals("remove"));
                try {
                    plugin.hold();
                    next.operations.recover();
                    next.awaitLog("undo thaw s", 1);
                } finally {
                    plugin.gate.open();
                }
            } finally {
                gate.open();
            }
            Fixture.end(protect);
            Fixture.end(restore);
        }
    }

    @Test
    void whenTheRuntimeStopsAlthoughSomethingOlderCannotBeTakenBackNow() throws Exception {
        Gates gate = new Gates();
        try (Fixture fixture = new Fixture(home, Fixture.serverWithTwoVolumes(), ENDLESS)) {
            fixture.operations.recover();
            HeldUndo plugin = HeldUndo.of(fixture, step -> step.spec().name().equals("drop"));
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
                throw new IOException("no");
            });
            assertTrue(fixture.run(fixture.protectAll()).openUndoSteps() > 0);
            // It may have been frozen still when the other hook failed.
            int before = (int) fixture.toy.log.stream().filter("undo thaw s"::equals).count();
            plugin.hold();
            fixture.services.change();
            try {
                plugin.gate.awaitHeld();
                fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> { });
                fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_FINISH, "two", context -> gate.hold());
                OperationHandle running = fixture.begin(fixture.protectAll());
                gate.awaitHeld();
                Thread stop = Thread.ofPlatform().daemon().start(fixture.operations::close);
                fixture.awaitLog("undo thaw s", before + 1);
                plugin.gate.open();
                gate.open();
                assertEquals(OperationState.CANCELLED, Fixture.end(running).state());
                assertTrue(stop.join(Duration.ofMinutes(2)));
            } finally {
                plugin.gate.open();
                gate.open();
            }
        }
    }

    /** A journal that keeps whoever says that an operation is stopping. */
    private static final class StoppingHeld extends ForwardingJournal {
        private final MemoryJournal journal = new MemoryJournal();
        private final Gates gate = new Gates();

        @Override
        protected <T> T call(Call<T> call) throws RedoubtException {
            return call.on(journal);
        }

        @Override
        public CompletionStage<Void> record(List<JournalChange> changes) {
            boolean stopping = changes.stream().anyMatch(change -> change instanceof JournalChange.OperationChanged changed
                    && OperationHeader.view(changed.document()).string("state").filter(OperationState.STOPPING.word()::equals).isPresent());
            if (stopping) {
                gate.holdWhateverHappens();
            }
            return journal.record(changes);
        }
    }
}
