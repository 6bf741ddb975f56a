package org.redoubt.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CheckpointQuery;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;

/** The process ends, or the bank stops answering, at each single call; then somebody looks at what is there. */
class FaultTest {
    private static final CheckpointId ID = Sample.id(1);
    private static final Set<CheckpointStatus> CAN_BE_DELETED = Set.of(CheckpointStatus.PROTECTING, CheckpointStatus.INTERRUPTED, CheckpointStatus.AVAILABLE,
            CheckpointStatus.ERROR, CheckpointStatus.DELETING, CheckpointStatus.ERROR_DELETING, CheckpointStatus.PURGED);

    private MemoryBank memory;
    private FaultBank bank;

    private CheckpointStore store() {
        return new CheckpointStore(bank, new Sample.Clock());
    }

    /** What is done while the bank fails. */
    @FunctionalInterface
    private interface Deed {
        void run(CheckpointStore store) throws RedoubtException;
    }

    /** Fails from the n-th call on, for ever; whether it got so far. */
    private boolean failsAt(long call, Fault fault, Deed before, Deed deed) throws RedoubtException {
        memory = new MemoryBank();
        bank = new FaultBank(memory);
        before.run(store());
        bank.add(FaultRule.on().from(call).then(fault));
        try {
            deed.run(store());
            return false;
        } catch (RedoubtException e) {
            return true;
        } finally {
            bank.heal();
        }
    }

    @Test
    void whereverAProtectionStopsTheCheckpointIsNotThereOrIsListedAndCanBeDeleted() throws Exception {
        long call = 1;
        while (failsAt(call, Fault.retryable(), store -> { }, store -> Sample.checkpoint(store, ID, new MemoryVault()))) {
            Optional<StoredCheckpoint> found = store().find(ID);
            List<StoredCheckpoint> listed = store().list(ProjectId.DEFAULT, CheckpointQuery.all());

            assertEquals(found.map(StoredCheckpoint::id).stream().toList(), listed.stream().map(StoredCheckpoint::id).toList());
            if (found.isPresent()) {
                assertTrue(CAN_BE_DELETED.contains(found.get().status()));
                delete(found.get());
                assertGone();
            }
            call++;
        }
        assertTrue(call > 10);
    }

    @Test
    void whereverADeletionStopsItCanBeFinished() throws Exception {
        long call = 1;
        while (failsAt(call, Fault.retryable(), store -> Sample.checkpoint(store, ID, new MemoryVault()),
                store -> delete(store.find(ID).orElseThrow())) || isLeft()) {
            StoredCheckpoint found = store().find(ID).orElseThrow();
            if (found.status() == CheckpointStatus.DELETING) {
                assertEquals(List.of(ID), store().list(ProjectId.DEFAULT, CheckpointQuery.all()).stream().map(StoredCheckpoint::id).toList());
            } else {
                assertTrue(Set.of(CheckpointStatus.AVAILABLE, CheckpointStatus.DELETED, CheckpointStatus.PURGED).contains(found.status()));
            }
            delete(found);
            assertGone();
            call++;
        }
        assertTrue(call > 10);
    }

    private static void delete(StoredCheckpoint checkpoint) throws RedoubtException {
        checkpoint.beginDelete(Sample.OWNER, Sample.OPERATION).finish();
    }

    /** Whether there is more than the record that it was there. */
    private boolean isLeft() throws BankException {
        return memory.list(Prefix.ALL, Optional.empty(), 100).objects().stream().map(object -> object.key().toString())
                .anyMatch(key -> !key.startsWith("deletions/") && !key.startsWith("commits/"));
    }

    private void assertGone() throws RedoubtException {
        assertEquals(CheckpointStatus.PURGED, store().find(ID).orElseThrow().status());
        assertEquals(List.of(), store().list(ProjectId.DEFAULT, CheckpointQuery.all()));
        assertEquals(List.of(ID), store().list(ProjectId.DEFAULT, CheckpointQuery.all().status(CheckpointStatus.PURGED)).stream()
                .map(StoredCheckpoint::id).toList());
        assertEquals(List.of("deletions/" + ID + "/00000001", "deletions/" + ID + "/00000001.end", "deletions/" + ID + "/purged"), memory.list(Prefix.ALL, Optional.empty(), 100).objects().stream()
                .map(object -> object.key().toString()).filter(key -> !key.startsWith("commits/")).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whereverTheAnswerToACommitIsLostTheSameCommitTriedAgainTellsWhoWon(int lost) throws Exception {
        for (long call = 1; call <= 4; call++) {
            memory = new MemoryBank();
            bank = new FaultBank(memory);
            MemoryVault vault = new MemoryVault();
            CheckpointDraft draft = store().begin(Sample.start(ID));
            bank.add(FaultRule.on().from(call).times(lost).then(Fault.ambiguous()));

            assertTrue(commit(draft, vault));
            bank.heal();
            assertEquals(CheckpointStatus.AVAILABLE, store().find(ID).orElseThrow().status());
        }
    }

    private static boolean commit(CheckpointDraft draft, MemoryVault vault) throws RedoubtException {
        for (int i = 0; i < 5; i++) {
            try {
                return draft.commit(vault, Result.of(Sample.records(), Optional.empty()));
            } catch (BankException e) {
                assertEquals(ProblemKind.UNAVAILABLE, e.kind());
            }
        }
        throw new AssertionError("it never ended");
    }

    @Test
    void aFailedDeletionSaysWhyAndCanBeTriedAgain() throws Exception {
        memory = new MemoryBank();
        bank = new FaultBank(memory);
        StoredCheckpoint stored = Sample.checkpoint(store(), ID, new MemoryVault());
        Problem reason = Problem.of(ProblemKind.RETAINED, "It is retained.");

        stored.beginDelete(Sample.OWNER, Sample.OPERATION).failed(List.of(reason));

        StoredCheckpoint failed = store().find(ID).orElseThrow();
        assertEquals(CheckpointStatus.ERROR_DELETING, failed.status());
        assertEquals(List.of(reason), failed.problems());
        CheckpointDeletion again = failed.beginDelete(Sample.OWNER, Sample.OPERATION);
        assertEquals(CheckpointStatus.DELETING, store().find(ID).orElseThrow().status());
        again.finish();
        assertGone();
    }

    @Test
    void aWriterWhoseCheckpointIsBeingDeletedLoses() throws Exception {
        memory = new MemoryBank();
        bank = new FaultBank(memory);
        CheckpointDraft draft = store().begin(Sample.start(ID));

        store().find(ID).orElseThrow().beginDelete(Sample.OWNER, Sample.OPERATION);

        assertEquals(false, draft.commit(new MemoryVault(), Result.of(Sample.records(), Optional.empty())));
        assertEquals(CheckpointStatus.DELETING, store().find(ID).orElseThrow().status());
    }
}
