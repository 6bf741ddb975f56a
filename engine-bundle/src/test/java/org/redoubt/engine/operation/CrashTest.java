package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.journal.JournalEntry;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.journal.RecordedOperation;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.testkit.journal.MemoryJournal;

/**
 * The runtime is killed at each record of its journal in turn: what the journal, the banks and the world hold at that moment is
 * what the next runtime finds.
 */
class CrashTest {
    private static final String BANK = "00000000-0000-7000-8000-00000000000a";
    private static final String OTHER = "00000000-0000-7000-8000-00000000000b";

    @TempDir
    private Path home;

    /** Everything that outlives a process. */
    private record Remains(MemoryJournal journal, Map<String, Bank> banks, Map<String, String> world) {
        static Remains of(MemoryJournal journal, Fixture fixture) throws Exception {
            MemoryJournal kept = journal.copy();
            return new Remains(kept, Map.of("default", copy(fixture.banks.get("default")), "other", copy(fixture.banks.get("other"))),
                    Map.copyOf(fixture.toy.world));
        }
    }

    private static Bank copy(Bank bank) throws Exception {
        MemoryBank copy = new MemoryBank(bank.id(), InstantSource.system());
        Optional<Key> after = Optional.empty();
        do {
            Page page = bank.list(Prefix.ALL, after, 1000);
            for (ObjectInfo object : page.objects()) {
                copy.put(object.key(), Body.of(bank.get(object.key(), ByteRange.ALL).readAllBytes()));
            }
            after = page.more() ? Optional.of(page.objects().getLast().key()) : Optional.empty();
        } while (after.isPresent());
        return copy;
    }

    /** Keeps what would remain at each record, before it and after it. */
    private static final class Camera implements Journal {
        private final MemoryJournal journal = new MemoryJournal();
        private final List<Remains> pictures = new ArrayList<>();
        private volatile Fixture fixture;
        private volatile boolean on;

        @Override
        public synchronized CompletionStage<Void> record(List<JournalChange> changes) {
            picture();
            CompletionStage<Void> recorded = journal.record(changes);
            picture();
            return recorded;
        }

        private void picture() {
            if (on) {
                try {
                    pictures.add(Remains.of(journal, fixture));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public List<JournalEntry> list(boolean openOnly, int limit) throws RedoubtException {
            return journal.list(openOnly, limit);
        }

        @Override
        public Optional<JournalEntry> find(OperationId operation) {
            return journal.find(operation);
        }

        @Override
        public Optional<byte[]> attachment(OperationId operation, String name) {
            return journal.attachment(operation, name);
        }

        @Override
        public Map<Long, JsonObject> steps(OperationId operation) {
            return journal.steps(operation);
        }

        @Override
        public Map<Integer, byte[]> progress(OperationId operation) {
            return journal.progress(operation);
        }

        @Override
        public Map<Integer, JsonObject> resources(OperationId operation) {
            return journal.resources(operation);
        }
    }

    private interface Request {
        OperationRequest on(Fixture fixture, OperationView made);
    }

    /** What the next life of the runtime comes to before it stops, too. */
    private interface Life {
        void until(Fixture fixture, OperationId id) throws Exception;
    }

    private interface Check {
        void of(Fixture fixture, OperationView made, OperationView ended) throws Exception;
    }

    private Fixture fixture(Journal journal, Map<String, Bank> banks, Map<String, String> world) throws Exception {
        Fixture fixture = new Fixture(home, Fixture.serverWithTwoVolumes(), Patience.DEFAULT, journal);
        fixture.banks.putAll(banks);
        fixture.toy.world.clear();
        fixture.toy.world.putAll(world);
        return fixture;
    }

    private int crashEverywhere(Request request, Check check) throws Exception {
        return crashEverywhere(request, List.of(), check);
    }

    private int crashEverywhere(Request request, List<Life> lives, Check check) throws Exception {
        Camera camera = new Camera();
        Map<String, Bank> banks = new HashMap<>(Map.of("default", new MemoryBank(BANK, InstantSource.system()), "other",
                new MemoryBank(OTHER, InstantSource.system())));
        OperationView made;
        try (Fixture fixture = fixture(camera, banks, Map.of("s", "a server", "one", "the first volume", "two", "the second volume"))) {
            made = fixture.run(fixture.protectAll());
            assertEquals(OperationState.SUCCEEDED, made.state());
            camera.fixture = fixture;
            camera.on = true;
            fixture.run(request.on(fixture, made));
            camera.on = false;
        }
        AtomicInteger number = new AtomicInteger();
        for (Remains remains : camera.pictures) {
            number.incrementAndGet();
            forgetVaults();
            if (lives.isEmpty()) {
                afterCrash(remains, made, check, number.get());
            }
            for (Life life : lives) {
                afterCrash(after(life, remains, made), made, check, number.get());
            }
        }
        return camera.pictures.size();
    }

    /** What another life of the runtime leaves of what one has left. */
    private Remains after(Life life, Remains remains, OperationView made) throws Exception {
        try (Fixture fixture = fixture(remains.journal().copy(), remains.banks(), remains.world())) {
            Optional<OperationId> begun = begun(fixture, made).map(OperationView::id);
            if (begun.isPresent()) {
                life.until(fixture, begun.get());
            }
            return Remains.of((MemoryJournal) fixture.journal, fixture);
        }
    }

    private static Optional<OperationView> begun(Fixture fixture, OperationView made) throws Exception {
        return fixture.operations.list(Fixture.CALLER.project(), false, 10).stream().filter(view -> !view.id().equals(made.id())).findFirst();
    }

    /** At the moment of the picture the home may not have seen yet what is in its banks by now. */
    private void forgetVaults() throws Exception {
        try (Stream<Path> seen = Files.list(home.resolve("var").resolve("vaults"))) {
            for (Path pin : seen.toList()) {
                Files.delete(pin);
            }
        }
    }

    private void afterCrash(Remains remains, OperationView made, Check check, int number) throws Exception {
        try (Fixture fixture = fixture(remains.journal(), remains.banks(), remains.world())) {
            Optional<OperationView> begun = begun(fixture, made);
            fixture.operations.recover();
            if (begun.isEmpty()) {
                return;
            }
            OperationId id = begun.get().id();
            OperationView settled = await(fixture, id);
            assertEquals(0, settled.openUndoSteps(), "picture " + number);
            if (settled.state() == OperationState.INTERRUPTED || settled.state() == OperationState.FAILED) {
                settled = Fixture.end(fixture.operations.resume(Fixture.CALLER.project(), id));
            }
            assertEquals(OperationState.SUCCEEDED, settled.state(), "picture " + number + ": " + settled.problems());
            assertEquals(0, settled.openUndoSteps());
            assertEquals(begun.get().checkpoint(), settled.checkpoint());
            assertEquals(begun.get().targetCheckpoint(), settled.targetCheckpoint());
            check.of(fixture, made, settled);
        }
    }

    /** Waits until recovery has nothing more to do for it. */
    private static OperationView await(Fixture fixture, OperationId id) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            OperationView view = fixture.operations.show(Fixture.CALLER.project(), id);
            boolean byItself = view.type() == OperationType.DELETE
                    || view.type() == OperationType.COPY;
            boolean interrupted = view.state() == OperationState.INTERRUPTED && view.openUndoSteps() == 0 && !byItself;
            if (interrupted || view.state().ended() && view.state() != OperationState.INTERRUPTED && view.openUndoSteps() == 0) {
                return view;
            }
            assertTrue(System.nanoTime() < end, "It is still " + view.state() + ": " + view.problems());
            Thread.onSpinWait();
        }
    }

    private static StoredCheckpoint stored(Fixture fixture, CheckpointId id) throws Exception {
        try (CheckpointFinder.Located located = fixture.finder().locate(Fixture.CALLER, id)) {
            return located.stored();
        }
    }

    private static void restoresAs(Fixture fixture, CheckpointId checkpoint, String place) throws Exception {
        assertEquals(OperationState.SUCCEEDED, fixture.run(RestoreRequest.of(checkpoint).target(place)).state());
        assertEquals("the first volume", fixture.toy.world.get(place + "/one"));
        assertEquals("the second volume", fixture.toy.world.get(place + "/two"));
    }

    @Test
    void aProtectIsGoneOnWith() throws Exception {
        int crashes = crashEverywhere((fixture, made) -> fixture.protectAll(), (fixture, made, ended) -> {
            assertEquals(CheckpointStatus.AVAILABLE, stored(fixture, ended.checkpoint()).status());
            assertEquals(OperationState.SUCCEEDED, fixture.run(VerifyRequest.of(ended.checkpoint())).state());
            restoresAs(fixture, ended.checkpoint(), "/again");
            restoresAs(fixture, made.checkpoint(), "/before");
        });
        assertTrue(crashes > 20, () -> crashes + " moments");
    }

    @Test
    void aRestoreIsGoneOnWith() throws Exception {
        crashEverywhere((fixture, made) -> RestoreRequest.of(made.checkpoint()).target("/new"), (fixture, made, ended) -> {
            assertEquals("the first volume", fixture.toy.world.get("/new/one"));
            assertEquals("the second volume", fixture.toy.world.get("/new/two"));
            OperationView undone = Fixture.end(fixture.operations.undo(Fixture.CALLER.project(), ended.id()));
            assertEquals(OperationState.UNDONE, undone.state());
            assertFalse(fixture.toy.world.containsKey("/new/one"));
            assertFalse(fixture.toy.world.containsKey("/new/server"));
        });
    }

    /** Until it is recorded that it was interrupted, and no further. */
    private static void found(Fixture fixture, OperationId id) throws Exception {
        RecordedOperation recorded = RecordedOperation.read(fixture.journal, id);
        if (!OperationSnapshot.fromJson(recorded.view(), List::of).state().ended()) {
            try (OpenOperation open = new OpenOperation(fixture.engine, recorded)) {
                open.settle();
            }
        }
    }

    /** Until all that was due is taken back, and the runtime stops as it should. */
    private static void recovered(Fixture fixture, OperationId id) throws Exception {
        fixture.operations.recover();
        await(fixture, id);
    }

    @Test
    void aRestoreThatWasBeingTakenBackIsDoneAnewThoughTheRuntimeStopsTwice() throws Exception {
        crashEverywhere((fixture, made) -> {
            fixture.toy.before(OperationType.RESTORE, Hook.COMPLETE, "s", context -> {
                throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "No."));
            });
            return RestoreRequest.of(made.checkpoint()).target("/new");
        }, List.of(CrashTest::found, CrashTest::recovered), (fixture, made, ended) -> {
            assertEquals("the first volume", fixture.toy.world.get("/new/one"));
            assertEquals("the second volume", fixture.toy.world.get("/new/two"));
        });
    }

    @Test
    void aCopyGoesOnByItself() throws Exception {
        crashEverywhere((fixture, made) -> CopyRequest.of(made.checkpoint(), "other"), (fixture, made, ended) -> {
            assertEquals(CheckpointStatus.AVAILABLE, stored(fixture, ended.targetCheckpoint().orElseThrow()).status());
            restoresAs(fixture, ended.targetCheckpoint().orElseThrow(), "/copied");
        });
    }

    @Test
    void aDeletionGoesOnByItself() throws Exception {
        crashEverywhere((fixture, made) -> DeleteRequest.of(made.checkpoint()).purge(), (fixture, made, ended) ->
                assertEquals(CheckpointStatus.PURGED, stored(fixture, made.checkpoint()).status()));
    }

    @Test
    void aVerificationIsDoneOnceMore() throws Exception {
        crashEverywhere((fixture, made) -> VerifyRequest.of(made.checkpoint()), (fixture, made, ended) ->
                assertEquals(CheckpointStatus.AVAILABLE, stored(fixture, made.checkpoint()).status()));
    }

    @Test
    void whatWasInterruptedCanBeTakenBackInstead() throws Exception {
        Camera camera = new Camera();
        try (Fixture fixture = new Fixture(home, Fixture.serverWithTwoVolumes(), Patience.DEFAULT, camera)) {
            camera.fixture = fixture;
            camera.on = true;
            fixture.run(fixture.protectAll());
            camera.on = false;
        }
        Remains middle = camera.pictures.get(camera.pictures.size() / 2);
        try (Fixture fixture = fixture(middle.journal(), middle.banks(), middle.world())) {
            fixture.operations.recover();
            OperationId id = fixture.operations.list(Fixture.CALLER.project(), true, 10).getFirst().id();
            await(fixture, id);
            OperationView undone = Fixture.end(fixture.operations.undo(Fixture.CALLER.project(), id));
            assertEquals(OperationState.CANCELLED, undone.state());
            assertTrue(undone.problems().getFirst().message().contains("has been taken back"), () -> undone.problems().toString());
            assertEquals(undone.resources(), fixture.operations.show(Fixture.CALLER.project(), id).resources());
            assertEquals(3, undone.resources().size());
            assertEquals(CheckpointStatus.ERROR, stored(fixture, undone.checkpoint()).status());
            assertEquals(OperationState.SUCCEEDED, fixture.run(DeleteRequest.of(undone.checkpoint()).purge()).state());
        }
    }
}
