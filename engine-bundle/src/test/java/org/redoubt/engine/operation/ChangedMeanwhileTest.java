package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.ForwardingBank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.CopyContext;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.engine.lattice.Grace;

/** A checkpoint changes after an operation on it was prepared, and before it is at its end. */
class ChangedMeanwhileTest {
    private static final Patience PATIENT = new Patience(Duration.ofDays(1), Duration.ofDays(1), Grace.DEFAULT);

    @TempDir
    private Path home;
    private Fixture engine;
    private StagedPlugin plugin;
    private CheckpointId checkpoint;

    @BeforeEach
    void protect() throws Exception {
        engine = new Fixture(home, Fixture.serverWithTwoVolumes(), PATIENT);
        plugin = StagedPlugin.of(engine);
        checkpoint = engine.run(engine.protectAll()).checkpoint();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private OperationRequest request(OperationType type) {
        return switch (type) {
            case RESTORE -> RestoreRequest.of(checkpoint).target("/new");
            case VERIFY -> VerifyRequest.of(checkpoint);
            case COPY -> CopyRequest.of(checkpoint, "other");
            case DELETE -> DeleteRequest.of(checkpoint).purge();
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PROTECT")
    void anOperationWhoseCheckpointIsDeletedWhileItIsPreparedIsRefused(OperationType type) throws Exception {
        Gates gate = new Gates();
        plugin.whenChecked(type, "one", context -> {
            if (!gate.wasReached()) {
                gate.hold();
            }
        });
        FutureTask<OperationView> late = started(() -> engine.run(request(type)));
        try {
            gate.awaitHeld();
            assertEquals(OperationState.SUCCEEDED, engine.run(DeleteRequest.of(checkpoint).purge()).state());
        } finally {
            gate.open();
        }
        Throwable thrown = assertThrows(Exception.class, () -> late.get(2, TimeUnit.MINUTES)).getCause();
        RedoubtException refused = (RedoubtException) thrown;
        assertEquals("Checkpoint " + checkpoint + " has become purged while the " + type.word() + " was being prepared.", refused.problem().message());
        assertEquals(ProblemKind.CONFLICT, refused.kind());
        nothingIsLeft();
    }

    @Test
    void aCheckThatFindsNothingOfWhatWasJustDeletedIsRefusedForThat() throws Exception {
        Gates gate = new Gates();
        plugin.whenChecked(OperationType.RESTORE, "one", context -> {
            gate.hold();
            ((RestoreContext) context).section().get("meta");
        });
        FutureTask<OperationView> late = started(() -> engine.run(request(OperationType.RESTORE)));
        try {
            gate.awaitHeld();
            assertEquals(OperationState.SUCCEEDED, engine.run(DeleteRequest.of(checkpoint).purge()).state());
        } finally {
            gate.open();
        }
        RedoubtException refused = (RedoubtException) assertThrows(Exception.class, () -> late.get(2, TimeUnit.MINUTES)).getCause();
        assertEquals("Checkpoint " + checkpoint + " has become purged while the restore was being prepared.", refused.problem().message());
    }

    /** The bank loses the records of the checkpoint when somebody has just seen that it is there. */
    @ParameterizedTest
    @EnumSource(names = {"RESTORE", "VERIFY", "COPY"})
    void anOperationThatFindsOnlyAPartOfWhatIsBeingDeletedIsRefusedForThat(OperationType type, @TempDir Path away) throws Exception {
        deleteBefore("/graph/", away);
        RedoubtException refused = assertThrows(RedoubtException.class, () -> engine.begin(request(type)));
        assertEquals("Checkpoint " + checkpoint + " has become purged while the " + type.word() + " was being prepared.", refused.problem().message());
        nothingIsLeft();
    }

    @Test
    void aVerifyCallsNothingDamagedThatIsBeingDeleted(@TempDir Path away) throws Exception {
        deleteBefore("/doc/meta", away);
        OperationView view = engine.run(request(OperationType.VERIFY));
        assertEquals(OperationState.FAILED, view.state());
        String sentence = "Checkpoint " + checkpoint + " was deleted by another runtime while it was in use.";
        assertEquals(List.of(sentence), view.problems().stream().map(Problem::message).distinct().toList());
        nothingIsLeft();
    }

    /** Has another runtime delete the checkpoint just before an object of it is read for the first time. */
    private void deleteBefore(String part, Path away) {
        AtomicBoolean once = new AtomicBoolean();
        Bank bank = engine.banks.get("default");
        engine.banks.put("default", new ForwardingBank() {
            @Override
            protected Bank bank() {
                return bank;
            }

            @Override
            public BankTraits traits() {
                return bank.traits();
            }

            @Override
            public InputStream get(Key key, ByteRange range) throws BankException {
                if (key.toString().contains(part) && !once.getAndSet(true)) {
                    deleteFrom(bank, away);
                }
                return super.get(key, range);
            }
        });
    }

    /** Another runtime, whose home has the same key. */
    private Fixture elsewhere(Path away) throws Exception {
        Path key = Path.of("etc", "keys", "vault.key");
        Files.createDirectories(away.resolve(key).getParent());
        Files.copy(home.resolve(key), away.resolve(key));
        return new Fixture(away);
    }

    private void deleteFrom(Bank bank, Path away) {
        try (Fixture other = elsewhere(away)) {
            other.banks.put("default", bank);
            assertEquals(OperationState.SUCCEEDED, other.run(DeleteRequest.of(checkpoint).purge()).state());
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** Another runtime knows nothing of what is in use here. */
    @ParameterizedTest
    @EnumSource(names = {"RESTORE", "VERIFY", "COPY"})
    void anOperationWhoseCheckpointIsDeletedByAnotherRuntimeMeanwhileFailsAndSaysSo(OperationType type, @TempDir Path away) throws Exception {
        Gates gate = new Gates();
        plugin.inMain(type, "one", context -> {
            gate.hold();
            if (context instanceof RestoreContext restore) {
                restore.section().get("meta");
            } else if (context instanceof CopyContext copy) {
                copy.source().get("meta");
            }
        });
        OperationHandle running = engine.begin(request(type));
        try (Fixture other = elsewhere(away)) {
            gate.awaitHeld();
            other.banks.putAll(engine.banks);
            assertEquals(OperationState.SUCCEEDED, other.run(DeleteRequest.of(checkpoint).purge()).state());
        } finally {
            gate.open();
        }
        OperationView view = Fixture.end(running);
        assertEquals(OperationState.FAILED, view.state());
        String sentence = "Checkpoint " + checkpoint + " was deleted by another runtime while it was in use.";
        assertEquals(sentence, view.problems().getFirst().message());
        assertEquals(ProblemKind.CONFLICT, view.problems().getFirst().kind());
        assertEquals(0, view.openUndoSteps());
        if (type == OperationType.COPY) {
            assertEquals(OperationState.SUCCEEDED, engine.run(DeleteRequest.of(view.targetCheckpoint().orElseThrow()).purge()).state());
        }
        nothingIsLeft();
    }

    private static <T> FutureTask<T> started(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private void nothingIsLeft() throws Exception {
        for (String prefix : List.of("checkpoints", "unfinished", "lease")) {
            assertEquals(List.of(), engine.banks.get("default").list(Prefix.of(prefix), Optional.empty(), 100).objects());
            assertEquals(List.of(), engine.banks.get("other").list(Prefix.of(prefix), Optional.empty(), 100).objects());
        }
    }
}
