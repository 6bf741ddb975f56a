package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.journal.RecordedOperation;
import org.redoubt.engine.undo.OpenStep;
import org.redoubt.testkit.bank.BankCall;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.journal.FaultJournal;
import org.redoubt.testkit.journal.MemoryJournal;

/** What an operation has left is taken back, or gone on with, whatever happened to the runtime or to the plugin. */
class RecoveryTest {
    private static final Resource APART = Resource.of("Toy::Volume", "three", "three");

    @TempDir
    private Path home;

    private final MemoryJournal journal = new MemoryJournal();

    private Fixture fixture(ResourceGraph graph, Patience patience) throws Exception {
        return new Fixture(home, graph, patience, journal);
    }

    private Fixture fixture() throws Exception {
        return fixture(Fixture.serverWithTwoVolumes(), Patience.DEFAULT);
    }

    /** The next life of the runtime that left the journal as it was, over the same banks. */
    private Fixture next(MemoryJournal left, ResourceGraph graph, Map<String, Bank> banks) throws Exception {
        Fixture fixture = new Fixture(home, graph, Patience.DEFAULT, left);
        fixture.banks.putAll(banks);
        return fixture;
    }

    private interface Wanted {
        boolean test(OperationView view) throws Exception;
    }

    private static OperationView await(Fixture fixture, OperationId id, Wanted wanted) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (true) {
            OperationView view = fixture.operations.show(Fixture.CALLER.project(), id);
            if (wanted.test(view)) {
                return view;
            }
            assertTrue(System.nanoTime() < end, () -> "It is still " + view.state() + " with " + view.openUndoSteps() + " steps.");
            Thread.onSpinWait();
        }
    }

    @Test
    void withoutAJournalNothingBegins() throws Exception {
        FaultJournal broken = new FaultJournal(journal);
        try (Fixture fixture = new Fixture(home, Fixture.serverWithTwoVolumes(), Patience.DEFAULT, broken)) {
            broken.failFrom(1, ProblemKind.FULL);
            assertEquals(ProblemKind.FULL, assertThrows(RedoubtException.class, () -> fixture.begin(fixture.protectAll())).kind());
            assertEquals(List.of(), fixture.toy.log);
            broken.heal();
            assertEquals(OperationState.SUCCEEDED, fixture.run(fixture.protectAll()).state());
        }
    }

    @Test
    void whatWasCommittedIsNotCalledUnfinishedWhileThatIsLookedUp() throws Exception {
        AtomicReference<MemoryJournal> left = new AtomicReference<>();
        OperationView made;
        Bank bank;
        try (Fixture fixture = fixture()) {
            bank = fixture.banks.get("default");
            FaultBank watched = new FaultBank(bank);
            watched.add(FaultRule.on(BankMethod.DELETE).key(key -> key.startsWith("unfinished/")).then(new Fault() {
                @Override
                public void before(BankCall call) {
                    left.compareAndSet(null, journal.copy());
                }
            }));
            fixture.banks.put("default", watched);
            made = fixture.run(fixture.protectAll());
        }
        Gates gate = new Gates();
        FaultBank held = new FaultBank(bank, FaultRule.on().then(new Fault() {
            @Override
            public void before(BankCall call) {
                gate.holdWhateverHappens();
            }
        }));
        try (Fixture fixture = next(left.get(), Fixture.serverWithTwoVolumes(), Map.of("default", held))) {
            fixture.operations.recover();
            gate.awaitHeld();
            OperationView seen = fixture.operations.show(made.project(), made.id());
            assertEquals(List.of("The runtime stopped before it was recorded that it had ended."), seen.problems().stream().map(Problem::message).toList());
            gate.open();
            assertEquals(List.of(), await(fixture, made.id(), view -> view.state() == OperationState.SUCCEEDED).problems());
        } finally {
            gate.open();
        }
    }

    /** What the journal holds when an operation touches an object for the first time; what the operation does from then on with it, fails. */
    private MemoryJournal journalAt(Fixture fixture, OperationRequest request, BankMethod method, Predicate<String> keys, Fault then) throws Exception {
        AtomicReference<MemoryJournal> left = new AtomicReference<>();
        Bank bank = fixture.banks.get("default");
        fixture.banks.put("default", new FaultBank(bank, FaultRule.on(method).key(keys).then(new Fault() {
            @Override
            public void before(BankCall call) throws BankException {
                left.compareAndSet(null, journal.copy());
                then.before(call);
            }
        })));
        fixture.run(request);
        fixture.banks.put("default", bank);
        return left.get();
    }

    private static StoredCheckpoint stored(Fixture fixture, OperationView made) throws Exception {
        try (CheckpointFinder.Located located = fixture.finder().locate(Fixture.CALLER, made.checkpoint())) {
            return located.stored();
        }
    }

    @Test
    void whatWasUndeletedBeforeItWasKnownAsDeletedIsNotDeletedOnceMore() throws Exception {
        MemoryJournal left;
        OperationView made;
        Map<String, Bank> banks;
        try (Fixture fixture = fixture()) {
            made = fixture.run(fixture.protectAll());
            left = journalAt(fixture, DeleteRequest.of(made.checkpoint()), BankMethod.PUT_IF_ABSENT, key -> key.startsWith("deletions/"), new Fault() { });
            banks = Map.copyOf(fixture.banks);
        }
        try (Fixture fixture = next(left, Fixture.serverWithTwoVolumes(), banks)) {
            OperationId id = fixture.operations.list(made.project(), true, 1).getFirst().id();
            try (CheckpointFinder.Located located = fixture.finder().locate(Fixture.CALLER, made.checkpoint())) {
                located.stored().undelete(fixture.engine.home().owner());
            }
            fixture.operations.recover();
            await(fixture, id, view -> view.state() == OperationState.SUCCEEDED);
            assertEquals(CheckpointStatus.AVAILABLE, stored(fixture, made).status());
        }
    }

    @Test
    void aDeletionThatHadComeToItsEndIsTidiedUpBeforeItIsCalledASuccess() throws Exception {
        MemoryJournal left;
        OperationView made;
        Map<String, Bank> banks;
        try (Fixture fixture = fixture()) {
            made = fixture.run(fixture.protectAll());
            left = journalAt(fixture, DeleteRequest.of(made.checkpoint()).purge(), BankMethod.DELETE, key -> true, Fault.permanent());
            banks = Map.copyOf(fixture.banks);
        }
        String its = made.checkpoint().value();
        try (Fixture fixture = next(left, Fixture.serverWithTwoVolumes(), banks)) {
            assertTrue(keys(banks.get("default")).stream().anyMatch(key -> key.startsWith("checkpoints/" + its)));
            OperationId id = fixture.operations.list(made.project(), true, 1).getFirst().id();
            fixture.operations.recover();
            await(fixture, id, view -> view.state() == OperationState.SUCCEEDED);
            assertEquals(List.of(), keys(banks.get("default")).stream().filter(key -> key.contains(its) && !key.startsWith("commits/")
                    && !key.startsWith("deletions/")).toList());
        }
    }

    private static List<String> keys(Bank bank) throws Exception {
        return bank.list(Prefix.ALL, Optional.empty(), 1000).objects().stream().map(object -> object.key().toString()).toList();
    }

    @Test
    void whatWasInterruptedIsCalledSoWhenThatIsKnown() throws Exception {
        MemoryJournal left;
        OperationHandle handle;
        Map<String, Bank> banks;
        Gates main = new Gates();
        try (Fixture fixture = fixture()) {
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> main.hold());
            handle = fixture.begin(fixture.protectAll());
            main.awaitHeld();
            left = journal.copy();
            banks = Map.copyOf(fixture.banks);
            try (Fixture next = next(left, Fixture.serverWithTwoVolumes(), banks)) {
                next.operations.recover();
                await(next, handle.id(), view -> view.problems().stream().anyMatch(problem -> problem.message().equals("The runtime stopped in the middle of it.")));
            }
            main.open();
            Fixture.end(handle);
        } finally {
            main.open();
        }
    }

    @Test
    void aHookDoesNotActWhenItsStepIsNotRecorded() throws Exception {
        FaultJournal broken = new FaultJournal(journal);
        try (Fixture fixture = new Fixture(home, Fixture.serverWithTwoVolumes(), Patience.DEFAULT, broken)) {
            broken.failWhen(change -> change instanceof JournalChange.StepOpened, ProblemKind.FULL);
            OperationView failed = fixture.run(fixture.protectAll());
            assertEquals(OperationState.FAILED, failed.state());
            assertEquals(ProblemKind.FULL, failed.problems().getFirst().kind());
            assertEquals(List.of(), fixture.toy.log);
        }
    }

    @Test
    void aStepThatCannotBeTakenBackIsKeptAndTriedUntilItCan() throws Exception {
        try (Fixture fixture = fixture()) {
            fixture.operations.recover();
            fixture.toy.answerUndo(UndoResult.cannot("The array is away."));
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
                throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "No."));
            });
            OperationView failed = fixture.run(fixture.protectAll());
            assertEquals(OperationState.FAILED, failed.state());
            assertTrue(failed.openUndoSteps() > 0);
            // Those that wait for another step were not tried.
            OpenStep step = fixture.operations.steps(Fixture.CALLER.project(), failed.id()).stream().filter(tried -> tried.attempt() > 0).findFirst()
                    .orElseThrow();
            assertEquals("The array is away.", step.reason());
            fixture.toy.answerUndo(UndoResult.done());
            fixture.services.change();
            OperationView settled = await(fixture, failed.id(), view -> view.openUndoSteps() == 0 && view.state().ended());
            assertEquals(OperationState.FAILED, settled.state());
        }
    }

    @Test
    void aCancelledProtectWhoseLastStepWasTakenBackLaterCanStillBeGoneOnWith() throws Exception {
        try (Fixture fixture = fixture()) {
            fixture.operations.recover();
            Gates main = new Gates();
            fixture.toy.answerUndo(UndoResult.cannot("The array is away."));
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> main.hold());
            OperationHandle handle = fixture.begin(fixture.protectAll());
            main.awaitHeld();
            handle.cancel("The test wants it.");
            main.open();
            OperationView cancelled = Fixture.end(handle);
            assertEquals(OperationState.CANCELLED, cancelled.state());
            assertTrue(cancelled.openUndoSteps() > 0);
            fixture.toy.answerUndo(UndoResult.done());
            fixture.services.change();
            await(fixture, cancelled.id(), view -> view.openUndoSteps() == 0 && view.state() == OperationState.CANCELLED);
            OperationView done = Fixture.end(fixture.operations.resume(Fixture.CALLER.project(), cancelled.id()));
            assertEquals(OperationState.SUCCEEDED, done.state(), () -> done.problems().toString());
            assertEquals(cancelled.checkpoint(), done.checkpoint());
        }
    }

    @Test
    void aStepWhosePluginIsAwayWaitsForIt() throws Exception {
        Gates main = new Gates();
        try (Fixture first = fixture()) {
            first.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> main.hold());
            OperationHandle handle = first.begin(first.protectAll());
            main.awaitHeld();
            OperationId id = handle.id();
            // What the first life does from here on never happened.
            try (Fixture fixture = next(journal.copy(), Fixture.serverWithTwoVolumes(), Map.copyOf(first.banks))) {
                ProtectionPlugin plugin = fixture.plugins.remove("Toy::Volume");
                fixture.operations.recover();
                OperationView waiting = await(fixture, id, view -> view.state() == OperationState.INTERRUPTED
                        && fixture.operations.steps(Fixture.CALLER.project(), id).stream().anyMatch(step -> step.attempt() > 0));
                assertTrue(waiting.openUndoSteps() > 0);
                assertEquals(List.of(id), fixture.operations.list(Fixture.CALLER.project(), true, 10).stream().map(OperationView::id).toList());
                assertEquals(ProblemKind.CONFLICT, assertThrows(RedoubtException.class,
                        () -> fixture.operations.resume(Fixture.CALLER.project(), id)).kind());
                fixture.plugins.put("Toy::Volume", plugin);
                fixture.services.change();
                await(fixture, id, view -> view.openUndoSteps() == 0 && view.state() == OperationState.INTERRUPTED);
            }
            main.open();
            Fixture.end(handle);
        }
    }

    @Test
    void aGroupThatWasWholeIsNotProtectedAgain() throws Exception {
        ResourceGraph graph = ResourceGraph.builder().add(Fixture.SERVER).add(Fixture.ONE).add(APART).edge(Fixture.SERVER.ref(), Fixture.ONE.ref()).build();
        Patience often = new Patience(Patience.DEFAULT.answer(), Patience.DEFAULT.question(), Patience.DEFAULT.undo(), Patience.DEFAULT.hooks(), Duration.ofMillis(1));
        MemoryJournal left;
        Map<String, Bank> banks;
        OperationId id;
        Gates main = new Gates();
        try (Fixture fixture = fixture(graph, often)) {
            fixture.toy.world.put("three", "the third volume");
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> main.hold());
            OperationHandle handle = fixture.begin(fixture.protectAll());
            id = handle.id();
            main.awaitHeld();
            int apart = graph.number(APART.ref()).orElseThrow();
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (!RecordedOperation.read(journal, id).whole().get(apart)) {
                assertTrue(System.nanoTime() < end, "The end of the other group was not recorded.");
            }
            left = journal.copy();
            banks = Map.copyOf(fixture.banks);
            // What the first life does from here on never happened.
            try (Fixture second = next(left, graph, banks)) {
                second.toy.world.put("three", "the third volume, changed since");
                second.operations.recover();
                await(second, id, view -> view.state() == OperationState.INTERRUPTED && view.openUndoSteps() == 0);
                OperationView done = Fixture.end(second.operations.resume(Fixture.CALLER.project(), id));
                assertEquals(OperationState.SUCCEEDED, done.state(), () -> done.problems().toString());
                assertFalse(second.toy.log.contains("main three"), () -> second.toy.log.toString());
                assertTrue(second.toy.log.contains("main one"));
                try (CheckpointFinder.Located located = second.finder().locate(Fixture.CALLER, done.checkpoint())) {
                    assertEquals(List.of("s", "three"), located.stored().records().stream().filter(entry -> entry.freezeWindow().isPresent())
                            .map(entry -> entry.resource().id()).toList(), "The window of the group that was kept is known too.");
                }
                second.run(RestoreRequest.of(done.checkpoint()).target("/new"));
                assertEquals("the third volume", second.toy.world.get("/new/three"));
                assertEquals("the first volume", second.toy.world.get("/new/one"));
            }
            main.open();
            Fixture.end(handle);
        }
    }

    @Test
    void whatAFinishedRestoreHasMadeCanBeTakenBackLater() throws Exception {
        OperationId id;
        Map<String, Bank> banks;
        try (Fixture fixture = fixture()) {
            OperationView made = fixture.run(fixture.protectAll());
            OperationView restored = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new"));
            id = restored.id();
            banks = Map.copyOf(fixture.banks);
        }
        try (Fixture fixture = next(journal.copy(), Fixture.serverWithTwoVolumes(), banks)) {
            fixture.toy.world.put("/new/one", "the first volume");
            fixture.operations.recover();
            OperationView undone = Fixture.end(fixture.operations.undo(Fixture.CALLER.project(), id));
            assertEquals(OperationState.UNDONE, undone.state());
            assertFalse(fixture.toy.world.containsKey("/new/one"));
            assertEquals(ProblemKind.CONFLICT, assertThrows(RedoubtException.class,
                    () -> fixture.operations.undo(Fixture.CALLER.project(), id)).kind());
            assertEquals(ProblemKind.CONFLICT, assertThrows(RedoubtException.class,
                    () -> fixture.operations.resume(Fixture.CALLER.project(), id)).kind());
        }
    }

    @Test
    void aFailedProtectIsGoneOnWithInTheSameCheckpoint() throws Exception {
        try (Fixture fixture = fixture()) {
            fixture.operations.recover();
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
                throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "Not yet."));
            });
            OperationView failed = fixture.run(fixture.protectAll());
            assertEquals(OperationState.FAILED, failed.state());
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> { });
            OperationView done = Fixture.end(fixture.operations.resume(Fixture.CALLER.project(), failed.id()));
            assertEquals(OperationState.SUCCEEDED, done.state(), () -> done.problems().toString());
            assertEquals(failed.checkpoint(), done.checkpoint());
            assertEquals(Optional.empty(), fixture.operations.handle(Fixture.CALLER.project(), failed.id()));
            fixture.run(RestoreRequest.of(done.checkpoint()).target("/new"));
            assertEquals("the first volume", fixture.toy.world.get("/new/one"));
        }
    }
}
