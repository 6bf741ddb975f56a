package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.engine.lattice.Grace;
import org.redoubt.engine.undo.OpenStep;
import org.redoubt.testkit.journal.MemoryJournal;

/** What a hook does that was given up and comes to its end when its operation is long over. */
class LateHookTest {
    private static final Patience SHORT_GRACE = new Patience(Patience.DEFAULT.question(), Patience.DEFAULT.undo(),
            new Grace(Duration.ofMillis(20), Duration.ofMillis(20)));

    @TempDir
    private Path home;

    @Test
    void isTakenBackWithTheSnapshotterThatMadeIt() throws Exception {
        Gates gate = new Gates();
        List<String> undone = new CopyOnWriteArrayList<>();
        try (Fixture fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).build(), SHORT_GRACE)) {
            fixture.plugins.put("Toy::Volume", new LatePlugin(gate, undone));
            try (OperationCatalog operations = new OperationCatalog(new OneSnapshotter("copies").in(fixture.engine), fixture.services)) {
                operations.recover();
                OperationHandle handle = operations.start(Fixture.CALLER, fixture.protectAll());
                gate.awaitHeld();
                handle.cancel("The test wants it.");
                assertEquals(OperationState.CANCELLED, Fixture.end(handle).state());
                assertEquals(List.of("by copies"), undone);
                gate.open();
                awaitThat(() -> undone.size() == 2);
                assertEquals(List.of("by copies", "by copies"), undone);
                awaitThat(() -> fixture.journal.list(true, 1).isEmpty());
            } finally {
                gate.open();
            }
        }
    }

    @Test
    void aStepThatCannotBeTakenBackThenIsOpenAgainUntilItCan() throws Exception {
        Gates gate = new Gates();
        MemoryJournal journal = new MemoryJournal();
        LatePlugin plugin = new LatePlugin(gate, new CopyOnWriteArrayList<>());
        MemoryJournal left;
        OperationId id;
        try (Fixture fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).build(), SHORT_GRACE, journal)) {
            fixture.plugins.put("Toy::Volume", plugin);
            fixture.operations.recover();
            id = cancelled(fixture, gate).id();
            plugin.answer(UndoResult.cannot("The array is away."));
            gate.open();
            awaitThat(() -> fixture.operations.steps(Fixture.CALLER.project(), id).stream().anyMatch(step -> step.reason().equals("The array is away.")));
            awaitThat(() -> fixture.operations.show(Fixture.CALLER.project(), id).openUndoSteps() == 1);
            assertEquals(List.of(id), fixture.operations.list(Fixture.CALLER.project(), true, 10).stream().map(OperationView::id).toList());
            left = journal.copy();
            assertEquals(1, Fixture.end(fixture.operations.undo(Fixture.CALLER.project(), id)).openUndoSteps());
            plugin.answer(UndoResult.done());
            fixture.services.change();
            awaitThat(() -> journal.steps(id).isEmpty() && fixture.operations.show(Fixture.CALLER.project(), id).openUndoSteps() == 0);
        } finally {
            gate.open();
        }
        // The same after a crash, when nobody asks for it.
        plugin.undone().clear();
        try (Fixture next = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).build(), SHORT_GRACE, left)) {
            next.plugins.put("Toy::Volume", plugin);
            next.operations.recover();
            awaitThat(() -> left.steps(id).isEmpty());
            assertEquals(1, plugin.undone().size());
        }
    }

    @Test
    void othersGoOnWhileItIsHeldAndIgnoresTheInterrupt() throws Exception {
        Gates gate = new Gates();
        try (Fixture fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).build(), SHORT_GRACE)) {
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
                if (!gate.wasReached()) {
                    gate.holdWhateverHappens();
                }
            });
            OperationHandle first = fixture.begin(fixture.protectAll());
            gate.awaitHeld();
            assertEquals(OperationState.SUCCEEDED, fixture.run(fixture.protectAll()).state());
            assertEquals(OperationState.RUNNING, first.state());

            // The held one has the only place among the mains until it is given up.
            fixture.engine.dispatcher().limitMains(1);
            OperationHandle waits = fixture.begin(fixture.protectAll());
            awaitThat(() -> fixture.operations.waits(waits.id()).stream().anyMatch(text -> text.contains("mains (1 of 1 in use)")));
            first.cancel("The test wants it.");
            assertEquals(OperationState.CANCELLED, Fixture.end(first).state());
            assertEquals(OperationState.SUCCEEDED, Fixture.end(waits).state());
            assertEquals(List.of("unhealthy org.example.toy"), fixture.toy.log.stream().filter(line -> line.startsWith("unhealthy")).toList());
        } finally {
            gate.open();
        }
    }

    @Test
    void isTakenBackByTheNextLifeOfTheRuntimeIfThisOneIsKilledBeforeItEnds() throws Exception {
        Gates gate = new Gates();
        MemoryJournal journal = new MemoryJournal();
        MemoryJournal left;
        OperationId id;
        try (Fixture fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).build(), SHORT_GRACE, journal)) {
            fixture.plugins.put("Toy::Volume", new LatePlugin(gate, new CopyOnWriteArrayList<>()));
            fixture.operations.recover();
            id = cancelled(fixture, gate).id();
            OpenStep step = fixture.operations.steps(Fixture.CALLER.project(), id).getFirst();
            assertTrue(step.reason().startsWith("It was taken back, and is taken back once more"), step.reason());
            assertEquals(List.of(id), fixture.operations.list(Fixture.CALLER.project(), true, 10).stream().map(OperationView::id).toList());
            assertEquals(ProblemKind.CONFLICT, assertThrows(RedoubtException.class,
                    () -> fixture.operations.resume(Fixture.CALLER.project(), id)).kind());
            left = journal.copy();
            gate.open();
            awaitThat(() -> journal.list(true, 1).isEmpty());
            assertEquals(Map.of(), journal.steps(id));
        } finally {
            gate.open();
        }
        LatePlugin plugin = new LatePlugin(gate, new CopyOnWriteArrayList<>());
        try (Fixture next = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).build(), SHORT_GRACE, left)) {
            next.plugins.put("Toy::Volume", plugin);
            next.operations.recover();
            awaitThat(() -> left.list(true, 1).isEmpty());
            assertEquals(1, plugin.undone().size());
            assertEquals(Map.of(), left.steps(id));
        }
    }

    @Test
    void keepsItsOperationInTheJournalHoweverManyComeAfterIt() throws Exception {
        Gates gate = new Gates();
        MemoryJournal journal = new MemoryJournal();
        LatePlugin plugin = new LatePlugin(gate, new CopyOnWriteArrayList<>());
        try (Fixture fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).build(), SHORT_GRACE, journal)) {
            fixture.plugins.put("Toy::Volume", plugin);
            OperationId id = cancelled(fixture, gate).id();
            JsonObject document = journal.find(id).orElseThrow().document();
            for (int later = 0; later < OperationArchive.KEPT; later++) {
                journal.record(List.of(new JournalChange.OperationChanged(new OperationId(fixture.engine.ids().next()), false, document)));
            }
            new OperationArchive(fixture.engine.journals()).prune();
            fixture.operations.recover();
            plugin.answer(UndoResult.cannot("The array is away."));
            gate.open();
            awaitThat(() -> journal.steps(id).size() == 1 && fixture.operations.steps(Fixture.CALLER.project(), id).stream()
                    .anyMatch(step -> step.reason().equals("The array is away.")));
        } finally {
            gate.open();
        }
    }

    @Test
    void keepsNothingWaitingThoughItNeverEnds() throws Exception {
        Gates gate = new Gates();
        LatePlugin plugin = new LatePlugin(gate, new CopyOnWriteArrayList<>());
        try (Fixture fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).build(), SHORT_GRACE)) {
            fixture.plugins.put("Toy::Volume", plugin);
            fixture.operations.recover();
            OperationView view = cancelled(fixture, gate);
            // Who knows that what was to come has come need not wait for the hook.
            plugin.undone().clear();
            assertEquals(0, Fixture.end(fixture.operations.undo(Fixture.CALLER.project(), view.id())).openUndoSteps());
            assertEquals(1, plugin.undone().size());
            assertEquals(ProblemKind.CONFLICT, assertThrows(RedoubtException.class,
                    () -> fixture.operations.resume(Fixture.CALLER.project(), view.id())).kind());
            fixture.plugins.put("Toy::Volume", fixture.toy);
            assertEquals(OperationState.SUCCEEDED, fixture.run(DeleteRequest.of(view.checkpoint()).purge()).state());
            assertEquals(OperationState.SUCCEEDED, fixture.run(fixture.protectAll()).state());
            fixture.operations.close();
            assertEquals(0, fixture.journal.steps(view.id()).size());
        } finally {
            gate.open();
        }
    }

    @Test
    void itsProductIsNotTakenForOneThatIsKept() throws Exception {
        Gates gate = new Gates();
        try (Fixture fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.SERVER).add(Fixture.ONE).add(Fixture.TWO)
                .edge(Fixture.SERVER.ref(), Fixture.ONE.ref()).build(), SHORT_GRACE)) {
            fixture.operations.recover();
            OperationView made = fixture.run(fixture.protectAll());
            fixture.toy.before(OperationType.RESTORE, Hook.MAIN, "s", context -> {
                gate.awaitHeld();
                throw new IOException("no");
            });
            fixture.toy.before(OperationType.RESTORE, Hook.MAIN, "one", context -> {
                gate.holdWhateverHappens();
                fixture.toy.world.put("/new/one", "late");
            });
            OperationView view = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new")
                    .options(OperationOptions.defaults().onFailure(FailurePolicy.ISOLATE)));
            assertEquals(OperationState.FAILED, view.state());
            gate.open();
            awaitThat(() -> fixture.toy.world.containsKey("/new/one") || fixture.toy.log.stream().filter("undo remove one"::equals).count() > 1);
            awaitThat(() -> !fixture.toy.world.containsKey("/new/one") && fixture.journal.list(true, 1).isEmpty());
            assertEquals("the second volume", fixture.toy.world.get("/new/two"));
        } finally {
            gate.open();
        }
    }

    /** A restore that is cancelled while its hook holds, and holds no other one up. */
    private static OperationHandle givenUp(Fixture fixture, RestoreRequest restore, Gates gate) throws Exception {
        fixture.toy.before(OperationType.RESTORE, Hook.MAIN, "one", context -> {
            if (!gate.wasReached()) {
                gate.holdWhateverHappens();
            }
        });
        OperationHandle handle = fixture.begin(restore);
        gate.awaitHeld();
        handle.cancel("The test wants it.");
        return handle;
    }

    @Test
    void nothingIsRestoredToWhereItMayMakeSomethingThatWouldBeTakenBack() throws Exception {
        Gates gate = new Gates();
        try (Fixture fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).build(), SHORT_GRACE)) {
            fixture.operations.recover();
            OperationView made = fixture.run(fixture.protectAll());
            RestoreRequest restore = RestoreRequest.of(made.checkpoint()).target("/new");
            OperationHandle first = givenUp(fixture, restore, gate);
            assertEquals(1, Fixture.end(first).openUndoSteps());
            RedoubtException refused = assertThrows(RedoubtException.class, () -> fixture.begin(restore));
            assertEquals(ProblemKind.CONFLICT, refused.kind());
            assertTrue(refused.problem().toString().contains("redoubt undo " + first.id()), refused.problem().toString());
            assertEquals(OperationState.SUCCEEDED, fixture.run(fixture.protectAll()).state());
            assertEquals(OperationState.SUCCEEDED, fixture.run(RestoreRequest.of(made.checkpoint()).target("/other")).state());

            // Who says that nothing will come is believed: what another one has made since stays when the hook ends.
            assertEquals(0, Fixture.end(fixture.operations.undo(Fixture.CALLER.project(), first.id())).openUndoSteps());
            assertEquals(Map.of(), fixture.journal.steps(first.id()));
            assertEquals(OperationState.SUCCEEDED, fixture.run(restore).state());
            gate.open();
            awaitThat(() -> !fixture.engine.lateHooks().expects(first.id()));
            fixture.operations.close();
            assertEquals("the first volume", fixture.toy.world.get("/new/one"));
        } finally {
            gate.open();
        }
    }

    @Test
    void onceItHasEndedWhatHadRestedMayBeRestoredTo() throws Exception {
        Gates gate = new Gates();
        try (Fixture fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).build(), SHORT_GRACE)) {
            fixture.operations.recover();
            OperationView made = fixture.run(fixture.protectAll());
            RestoreRequest restore = RestoreRequest.of(made.checkpoint()).target("/new");
            OperationHandle first = givenUp(fixture, restore, gate);
            Fixture.end(first);
            gate.open();
            awaitThat(() -> fixture.journal.list(true, 1).isEmpty());
            assertEquals(OperationState.SUCCEEDED, fixture.run(restore).state());
        } finally {
            gate.open();
        }
    }

    @Test
    void itsOperationIsNotGoneOnWithThoughItEndsWhileTheRestIsTakenBack() throws Exception {
        Gates gate = new Gates();
        PairPlugin plugin = new PairPlugin(gate, new Gates(), new AtomicReference<>(() -> UndoResult.cannot("Not yet.")));
        try (Fixture fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).add(Fixture.TWO).build(), SHORT_GRACE)) {
            fixture.plugins.put("Toy::Volume", plugin);
            OperationHandle handle = fixture.begin(fixture.protectAll());
            gate.awaitHeld();
            plugin.second().awaitHeld();
            plugin.second().open();
            handle.cancel("The test wants it.");
            assertEquals(2, Fixture.end(handle).openUndoSteps());
            plugin.answer().set(() -> {
                gate.open();
                awaitThat(() -> !fixture.engine.lateHooks().expects(handle.id()));
                return UndoResult.done();
            });
            assertEquals(ProblemKind.CONFLICT, assertThrows(RedoubtException.class,
                    () -> fixture.operations.resume(Fixture.CALLER.project(), handle.id())).kind());
        } finally {
            gate.open();
            plugin.second().open();
        }
    }

    @Test
    void whatItHasFrozenSinceItsBudgetWasOverIsThawedWhenItIsGivenUp() throws Exception {
        Gates freeze = new Gates();
        Gates end = new Gates();
        Patience patience = new Patience(Patience.DEFAULT.question(), Patience.DEFAULT.undo(), new Grace(Duration.ofMillis(20), Duration.ofSeconds(2)));
        AtomicReference<Boolean> inTime = new AtomicReference<>(false);
        try (Fixture fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).build(), patience)) {
            fixture.toy.beforeUndo(() -> fixture.toy.world.remove("frozen"));
            fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_BEGIN, "one", context -> {
                freeze.holdWhateverHappens();
                fixture.toy.world.put("frozen", "one");
                inTime.set(!fixture.toy.log.contains("unhealthy org.example.toy"));
                end.holdWhateverHappens();
            });
            OperationHandle handle = fixture.begin(ProtectRequest.of(Plan.builder("all").resource(Fixture.ONE.ref())
                    .freezeBudget(Duration.ofMillis(200)).build()));
            freeze.awaitHeld();
            awaitThat(() -> fixture.operations.steps(Fixture.CALLER.project(), handle.id()).stream()
                    .anyMatch(step -> step.reason().startsWith("It was taken back")));
            freeze.open();
            end.awaitHeld();
            // When the machine was so busy that it was given up before, that is what its end is for.
            if (inTime.get()) {
                awaitThat(() -> !fixture.toy.world.containsKey("frozen"));
            }
            end.open();
            assertEquals(OperationState.FAILED, Fixture.end(handle).state());
        } finally {
            freeze.open();
            end.open();
        }
    }

    private static OperationView cancelled(Fixture fixture, Gates gate) throws Exception {
        OperationHandle handle = fixture.begin(fixture.protectAll());
        gate.awaitHeld();
        handle.cancel("The test wants it.");
        OperationView view = Fixture.end(handle);
        assertEquals(OperationState.CANCELLED, view.state());
        assertEquals(1, view.openUndoSteps());
        return view;
    }

    private static void awaitThat(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.call()) {
            assertTrue(System.nanoTime() < end);
            Thread.sleep(1);
        }
    }

    /** What registers a step in its main, and ends when it wants to. */
    private static Operation<ProtectContext> held(Gates gate) {
        return new Operation<>() {
            @Override
            public Set<Hook> hooks() {
                return EnumSet.of(Hook.MAIN);
            }

            @Override
            public void onMain(Checkpoint checkpoint, Resource of, ProtectContext context, Parameters parameters) throws Exception {
                context.undo().register(UndoSpec.of("release"));
                gate.holdWhateverHappens();
            }
        };
    }

    /** The main of one ends when it wants to; that of the other at once, but its step cannot just be taken back. */
    private record PairPlugin(Gates gate, Gates second, AtomicReference<Callable<UndoResult>> answer) implements ProtectionPlugin {
        @Override
        public Operation<ProtectContext> getProtectOperation(Resource resource) {
            return held(resource.id().equals("one") ? gate : second);
        }

        @Override
        public Operation<RestoreContext> getRestoreOperation(Resource resource) {
            return Operation.none();
        }

        @Override
        public UndoResult undo(UndoStep step, UndoContext context) throws Exception {
            return step.resource().id().equals("two") ? answer.get().call() : UndoResult.done();
        }
    }

    /** Its main ends when it wants to, and its steps need a snapshotter. */
    private record LatePlugin(Gates gate, List<String> undone, AtomicReference<UndoResult> next) implements ProtectionPlugin {
        LatePlugin(Gates gate, List<String> undone) {
            this(gate, undone, new AtomicReference<>(UndoResult.done()));
        }

        void answer(UndoResult result) {
            next.set(result);
        }

        @Override
        public Operation<ProtectContext> getProtectOperation(Resource resource) {
            return held(gate);
        }

        @Override
        public Operation<RestoreContext> getRestoreOperation(Resource resource) {
            return Operation.none();
        }

        @Override
        public UndoResult undo(UndoStep step, UndoContext context) {
            undone.add("by " + context.snapshotter("copies").map(VolumeSnapshotter::name).orElse("nobody"));
            return next.get();
        }
    }
}
