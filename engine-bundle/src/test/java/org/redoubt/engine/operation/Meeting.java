package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.lattice.Dispatcher;
import org.redoubt.engine.lattice.Grace;
import org.redoubt.engine.service.Activities;
import org.redoubt.testkit.journal.MemoryJournal;
import org.redoubt.vault.live.LiveSettings;

/** Two deeds with two checkpoints in one bank, of one plan unless a second one is named: the first is held at a gate while the second one begins. */
final class Meeting implements AutoCloseable {
    private static final Patience INTERRUPTS = new Patience(Duration.ofDays(1), Duration.ofDays(1), new Grace(Duration.ZERO, Duration.ofDays(1)));

    /** Sessions soon see that they are asked, and none is ever taken for gone. */
    private static final LiveSettings ANSWERS = new LiveSettings(Duration.ofMillis(100), Duration.ofDays(1), InstantSource.system());

    /** Makes what the operations of a meeting run in. */
    interface Venue {
        OperationCatalog operations(Fixture engine, StagedPlugin plugin) throws Exception;
    }

    final Fixture engine;
    final OperationCatalog operations;
    final StagedPlugin plugin;
    final Gates gate = new Gates();
    final OperationView older;
    final OperationView newer;
    private final String second;
    private final List<OperationHandle> begun = new ArrayList<>();
    private final List<CheckpointId> doomed = new ArrayList<>();

    Meeting(Path home) throws Exception {
        this(home, (engine, plugin) -> engine.operations);
    }

    Meeting(Path home, Venue venue) throws Exception {
        this(home, "all", venue);
    }

    /** The newer checkpoint is one of another plan, with the same resources. */
    Meeting(Path home, String second) throws Exception {
        this(home, second, (engine, plugin) -> engine.operations);
    }

    private Meeting(Path home, String second, Venue venue) throws Exception {
        this.second = second;
        engine = new Fixture(home, Fixture.serverWithTwoVolumes(), INTERRUPTS, new MemoryJournal(), new Dispatcher(4, 16), ANSWERS);
        plugin = StagedPlugin.of(engine);
        operations = venue.operations(engine, plugin);
        older = Fixture.end(operations.start(Fixture.CALLER, engine.protectAll()));
        newer = Fixture.end(operations.start(Fixture.CALLER, engine.protectAll(second)));
    }

    /** Begins an operation on a checkpoint, and waits until it is in the main hook of a volume, or has frozen the server. */
    OperationHandle held(OperationType type, CheckpointId checkpoint, Hook where) throws Exception {
        if (where == Hook.PREPARE_BEGIN) {
            engine.toy.before(type, where, "s", context -> holdOnce());
        } else {
            plugin.inMain(type, "one", context -> holdOnce());
        }
        OperationHandle handle = begin(type, checkpoint);
        gate.awaitHeld();
        return handle;
    }

    void holdOnce() throws InterruptedException {
        if (!gate.wasReached()) {
            gate.hold();
        }
    }

    /** Begins an operation on a checkpoint, or a protect by the plan of it. */
    OperationHandle begin(OperationType type, CheckpointId checkpoint) throws RedoubtException {
        OperationHandle handle = operations.start(Fixture.CALLER, switch (type) {
            case PROTECT -> engine.protectAll(checkpoint.equals(newer.checkpoint()) ? second : "all");
            case RESTORE -> RestoreRequest.of(checkpoint);
            case VERIFY -> VerifyRequest.of(checkpoint);
            case COPY -> CopyRequest.of(checkpoint, "other");
            case DELETE -> DeleteRequest.of(checkpoint).purge();
        });
        begun.add(handle);
        return handle;
    }

    /** Deletes a checkpoint so that the next collection purges it. */
    void doom(CheckpointId checkpoint) throws Exception {
        endsWell(operations.start(Fixture.CALLER, DeleteRequest.of(checkpoint)));
        doomed.add(checkpoint);
    }

    /** Begins to stop the runtime. */
    FutureTask<Void> stop() {
        FutureTask<Void> stopping = new FutureTask<>(new Activities(operations, engine.collections)::close, null);
        Thread.ofPlatform().daemon().start(stopping);
        return stopping;
    }

    /** Waits for what other threads bring about. */
    static void awaitThat(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come about.");
            }
            Thread.sleep(1);
        }
    }

    static void end(FutureTask<?> task) throws Exception {
        task.get(5, TimeUnit.MINUTES);
    }

    static void endsWell(OperationHandle handle) throws Exception {
        OperationView view = Fixture.end(handle);
        assertEquals(OperationState.SUCCEEDED, view.state(), () -> view.type() + ": " + view.problems());
    }

    /** Nothing is open, nobody seems to be at work, and every checkpoint is sound, or can be deleted. */
    void leavesNothingBehind(Path home) throws Exception {
        for (OperationHandle handle : begun) {
            assertTrue(handle.state().ended());
            assertEquals(0, handle.view().openUndoSteps(), () -> handle.view().toString());
        }
        assertEquals(List.of(), engine.toy.log.stream().filter(line -> line.startsWith("unhealthy")).toList());
        operations.close();
        for (String bank : List.of("default", "other")) {
            assertEquals(List.of(), keys(bank, "unfinished"));
            assertEquals(List.of(), keys(bank, "lease"));
        }
        try (Fixture later = new Fixture(home, Fixture.serverWithTwoVolumes(), Patience.DEFAULT, engine.journal)) {
            later.banks.putAll(engine.banks);
            for (OperationView view : later.operations.list(Fixture.CALLER.project(), true, 10)) {
                throw new AssertionError("Still open: " + view);
            }
            Map<CheckpointId, CheckpointStatus> statuses = new HashMap<>();
            for (CheckpointId id : left().keySet()) {
                statuses.put(id, status(later, id));
            }
            assertEquals(left(), statuses);
            for (String bank : List.of("default", "other")) {
                for (String id : keys(bank, "checkpoints").stream().map(key -> key.split("/")[1]).distinct().toList()) {
                    soundOrDeletable(later, bank, new CheckpointId(id));
                }
            }
        }
    }

    /** What all these deeds have to leave of the checkpoints that they were about. */
    private Map<CheckpointId, CheckpointStatus> left() {
        Map<CheckpointId, CheckpointStatus> left = new HashMap<>(Map.of(older.checkpoint(), CheckpointStatus.AVAILABLE,
                newer.checkpoint(), CheckpointStatus.AVAILABLE));
        doomed.forEach(checkpoint -> left.put(checkpoint, CheckpointStatus.PURGED));
        for (OperationHandle handle : begun) {
            boolean well = handle.state() == OperationState.SUCCEEDED;
            OperationView view = handle.view();
            switch (view.type()) {
                case PROTECT -> left.put(view.checkpoint(), well ? CheckpointStatus.AVAILABLE : CheckpointStatus.ERROR);
                case COPY -> left.put(view.targetCheckpoint().orElseThrow(), well ? CheckpointStatus.AVAILABLE : CheckpointStatus.ERROR);
                case DELETE -> left.put(view.checkpoint(), well ? CheckpointStatus.PURGED : CheckpointStatus.ERROR_DELETING);
                case RESTORE, VERIFY -> { }
            }
        }
        return left;
    }

    private static CheckpointStatus status(Fixture later, CheckpointId id) throws Exception {
        for (String bank : List.of("default", "other")) {
            Optional<StoredCheckpoint> found = new CheckpointStore(later.documents(bank), later.engine.clock()).find(id);
            if (found.isPresent()) {
                return found.get().status();
            }
        }
        throw new AssertionError("Nothing is known of " + id);
    }

    private static void soundOrDeletable(Fixture later, String bank, CheckpointId id) throws Exception {
        Optional<StoredCheckpoint> found = new CheckpointStore(later.documents(bank), later.engine.clock()).find(id);
        CheckpointStatus status = found.orElseThrow().status();
        switch (status) {
            case AVAILABLE -> endsWell(later.begin(VerifyRequest.of(id)));
            case ERROR, ERROR_DELETING -> endsWell(later.begin(DeleteRequest.of(id).purge()));
            default -> throw new AssertionError(id + " is " + status);
        }
    }

    private List<String> keys(String bank, String prefix) throws Exception {
        return engine.banks.get(bank).list(Prefix.of(prefix), Optional.empty(), 1000).objects().stream().map(object -> object.key().toString()).toList();
    }

    @Override
    public void close() {
        gate.open();
        operations.close();
        engine.close();
    }
}
