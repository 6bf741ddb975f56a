package org.redoubt.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.CheckpointQuery;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.VaultService;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.live.LiveSettings;
import org.redoubt.vault.session.SessionSettings;

/** On a bank with object lock a whole checkpoint stays until its time is over, whoever deletes objects. */
class RetainedTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final OperationId NEXT = new OperationId("operation-2");

    private final AtomicReference<Instant> now = new AtomicReference<>(Sample.START);
    private final MemoryBank bank = new MemoryBank(now::get);
    @TempDir
    private Path temporary;
    private VaultService vaults;
    private CheckpointStore store;

    @BeforeEach
    void open() {
        vaults = new VaultService(new SessionSettings(1, 1 << 20, temporary), new LiveSettings(Duration.ofHours(1), Duration.ofHours(1), now::get),
                KeyHome.in(temporary), 2);
        store = new CheckpointStore(vaults.documents(bank), now::get, Optional.of(MONTH));
    }

    @AfterEach
    void close() {
        vaults.close();
    }

    private StoredCheckpoint checkpoint() throws RedoubtException {
        AttemptId attempt = AttemptId.first(Sample.id(1));
        SessionOptions options = SessionOptions.writing(Sample.OWNER, attempt.checkpoint().value(), attempt.session(), attempt.decision()).retain(MONTH);
        try (VaultSession vault = vaults.open(bank, options)) {
            return Sample.checkpoint(store, Sample.id(1), vault);
        }
    }

    /** Takes away all that the bank lets go, as somebody would who has its password. */
    private void deleteAll() throws BankException {
        for (ObjectInfo object : bank.list(Prefix.ALL, Optional.empty(), 10_000).objects()) {
            try {
                bank.delete(object.key());
            } catch (BankException e) {
                assertEquals(ProblemKind.RETAINED, e.kind());
            }
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @Test
    void givenAWholeCheckpoint_whenSomebodyDeletesAllThatCanBeDeleted_thenItIsWholeUntilItsTimeIsOver() throws Exception {
        checkpoint();
        pass(MONTH.minusSeconds(1));
        deleteAll();
        StoredCheckpoint found = store.find(Sample.id(1)).orElseThrow();
        assertEquals(CheckpointStatus.AVAILABLE, found.status(), found.problems().toString());
        assertEquals(List.of(), found.checkDocuments());
        try (VaultSession vault = vaults.open(bank, SessionOptions.reading())) {
            for (Resource resource : Sample.graph().resources()) {
                assertEquals(List.of(), found.checkSection(resource, vault, CheckDepth.CONTENT, bytes -> { }));
            }
        }
        store.rebuildIndices();
        assertEquals(1, store.list(ProjectId.DEFAULT, CheckpointQuery.all()).size());
        pass(Duration.ofSeconds(2));
        deleteAll();
        assertEquals(Optional.empty(), store.find(Sample.id(1)));
    }

    @Test
    void givenACheckpointThatIsRetained_whenItIsToBeDeletedForGood_thenThatIsRefusedUntilItsTimeIsOver() throws Exception {
        StoredCheckpoint stored = checkpoint();
        RedoubtException refused = assertThrows(RedoubtException.class, () -> stored.beginDelete(Sample.OWNER, NEXT));
        assertEquals(ProblemKind.RETAINED, refused.kind());
        assertTrue(refused.problem().message().contains("before 2026-04-03T05:06:07.089Z, as the bank retains it"), refused.problem().message());
        assertEquals(List.of(), store.unfinished());
        stored.delete(Sample.OWNER, NEXT, JsonObject.empty());
        StoredCheckpoint deleted = store.find(Sample.id(1)).orElseThrow();
        assertEquals(CheckpointStatus.DELETED, deleted.status());
        assertEquals(Optional.of(Sample.START.plus(MONTH)), deleted.retainedUntil());
        assertThrows(RedoubtException.class, deleted::refuseRetained);
        pass(MONTH);
        assertEquals(Optional.empty(), deleted.retainedUntil());
        deleted.beginDelete(Sample.OWNER, new OperationId("operation-3")).finish();
        assertEquals(CheckpointStatus.PURGED, store.find(Sample.id(1)).orElseThrow().status());
        assertEquals(0, bank.list(Prefix.of("checkpoints"), Optional.empty(), 10).objects().size());
    }

    @Test
    void givenACheckpointThatFailed_thenNothingOfItIsRetained() throws Exception {
        CheckpointDraft draft = store.begin(Sample.start(Sample.id(1)));
        assertTrue(draft.abort(Result.of(List.of(), Optional.empty())));
        StoredCheckpoint failed = store.find(Sample.id(1)).orElseThrow();
        assertEquals(Optional.empty(), failed.retainedUntil());
        failed.beginDelete(Sample.OWNER, NEXT).finish();
        assertEquals(CheckpointStatus.PURGED, store.find(Sample.id(1)).orElseThrow().status());
    }
}
