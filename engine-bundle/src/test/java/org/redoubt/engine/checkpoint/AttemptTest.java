package org.redoubt.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.testkit.bank.MemoryBank;

/** A checkpoint is made in attempts, each of which has one decision. */
class AttemptTest {
    private static final CheckpointId ID = Sample.id(1);
    private static final Owner OTHER = new Owner("6ba7b811-9dad-41d1-80b4-00c04fd430c8", 2);
    private static final Problem GONE = Problem.of(ProblemKind.CONFLICT, "The runtime that wrote it is gone.");

    private final MemoryBank bank = new MemoryBank();
    private final CheckpointStore store = new CheckpointStore(bank, new Sample.Clock());
    private final MemoryVault vault = new MemoryVault();

    private StoredCheckpoint found() throws RedoubtException {
        return store.find(ID).orElseThrow();
    }

    private CheckpointDraft resume(int number) throws RedoubtException {
        return store.resume(ID, OTHER, 2, operation(number), Sample.graph());
    }

    private static OperationId operation(int number) {
        return new OperationId("operation-" + number);
    }

    private boolean commit(CheckpointDraft draft) throws RedoubtException {
        return draft.commit(vault, Result.of(Sample.records(), Optional.empty()));
    }

    @Test
    void givenAFencedAttemptWhenItIsResumedThenTheNextAttemptCompletesItAndTheWokenWriterDoesNot() throws Exception {
        CheckpointDraft first = store.begin(Sample.start(ID));
        found().fence(OTHER, 2, GONE);

        CheckpointDraft second = resume(2);

        assertEquals(CheckpointStatus.PROTECTING, found().status());
        assertEquals(1, found().attempt().number());
        assertEquals(Optional.of(OTHER), found().owner());
        assertEquals(operation(2), found().operation());
        assertFalse(commit(first));
        assertTrue(commit(second));
        assertEquals(CheckpointStatus.AVAILABLE, found().status());
        assertEquals(List.of(), found().checkDocuments());
    }

    @Test
    void givenAnAttemptInWorkWhenItIsResumedThenItIsFencedFirst() throws Exception {
        CheckpointDraft first = store.begin(Sample.start(ID));

        CheckpointDraft second = resume(2);

        assertFalse(commit(first));
        assertTrue(commit(second));
    }

    @Test
    void givenAnAttemptThatWasGivenUpWhenItIsResumedThenItCanStillBecomeAvailable() throws Exception {
        store.begin(Sample.start(ID)).abort(Result.failed(List.of(GONE)));
        assertEquals(CheckpointStatus.ERROR, found().status());

        assertTrue(commit(resume(2)));

        assertEquals(CheckpointStatus.AVAILABLE, found().status());
        assertEquals(List.of(), found().problems());
    }

    @Test
    void givenACompleteCheckpointWhenItIsResumedThenTheRefusalSaysThatItIsComplete() throws Exception {
        Sample.checkpoint(store, ID, vault);

        Problem refusal = assertThrows(RedoubtException.class, () -> resume(2)).problem();

        assertEquals(ProblemKind.EXISTS, refusal.kind());
        assertEquals("The checkpoint " + ID + " is complete, so there is nothing to go on with.", refusal.message());
    }

    @Test
    void givenAnInterruptedCheckpointWhenItsDeletionBeginsThenNobodyGoesOnWithIt() throws Exception {
        store.begin(Sample.start(ID));
        found().fence(OTHER, 2, GONE);

        CheckpointDeletion deletion = found().beginDelete(OTHER, operation(3));

        assertEquals(ProblemKind.CONFLICT, assertThrows(RedoubtException.class, () -> resume(2)).kind());
        deletion.finish();
        assertEquals(CheckpointStatus.PURGED, found().status());
    }

    @Test
    void givenAResumeBehindADeletionThenItCannotComplete() throws Exception {
        store.begin(Sample.start(ID));
        found().fence(OTHER, 2, GONE);
        StoredCheckpoint seen = found();
        CheckpointDraft resumed = resume(2);

        seen.beginDelete(OTHER, operation(3));

        assertFalse(commit(resumed));
    }

    @Test
    void givenADeletedCheckpointWhenItsWriterWakesThenItCompletesNothingAndLeavesNothing() throws Exception {
        CheckpointDraft woken = store.begin(Sample.start(ID));
        found().beginDelete(OTHER, operation(3)).finish();

        Sample.fill(woken, vault);
        assertFalse(commit(woken));

        assertEquals(CheckpointStatus.PURGED, found().status());
        assertEquals(List.of("commits/" + ID + "/00000000", "deletions/" + ID + "/00000001", "deletions/" + ID + "/00000001.end", "deletions/" + ID + "/purged"), bank.list(Prefix.ALL, Optional.empty(), 100).objects()
                .stream().map(object -> object.key().toString()).toList());
    }

    @Test
    void givenALostDecisionThenTheCheckNamesIt() throws Exception {
        store.begin(Sample.start(ID));
        commit(resume(2));
        for (Key key : List.of(new Layout(ID).outcome(0), new Layout(ID).outcome(1))) {
            var bytes = bank.get(key, ByteRange.ALL).readAllBytes();
            bank.delete(key);

            assertTrue(found().checkDocuments().stream().anyMatch(problem -> problem.message().contains(key.toString())));
            bank.put(key, Body.of(bytes));
        }
        assertEquals(List.of(), found().checkDocuments());
    }

    @Test
    void givenOneMomentThenOneOfAllThatWantToEndItDoes() throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int round = 0; round < 100; round++) {
                CheckpointId id = Sample.id(100 + round);
                CheckpointDraft draft = store.begin(Sample.start(id));
                StoredCheckpoint seen = store.find(id).orElseThrow();
                List<Callable<Boolean>> racers = List.of(() -> commit(draft), () -> seen.fence(OTHER, 2, GONE),
                        () -> seen.fence(Sample.OWNER, 8, GONE), () -> draft.abort(Result.failed(List.of(GONE))));
                CyclicBarrier start = new CyclicBarrier(racers.size());
                List<Future<Boolean>> ends = new ArrayList<>();
                for (Callable<Boolean> racer : racers) {
                    ends.add(threads.submit(() -> {
                        start.await();
                        return racer.call();
                    }));
                }
                int won = 0;
                for (Future<Boolean> end : ends) {
                    won += end.get(60, TimeUnit.SECONDS) ? 1 : 0;
                }
                assertEquals(1, won);
                assertEquals(ends.getFirst().get(), store.find(id).orElseThrow().status() == CheckpointStatus.AVAILABLE);
            }
        }
    }

    /** What a test knows of a checkpoint. */
    private static final class Model {
        private final List<CheckpointDraft> drafts = new ArrayList<>();
        private final Set<String> won = new HashSet<>();
        private CheckpointStatus status = CheckpointStatus.PROTECTING;
        private boolean last;

        boolean isOpenFor(int draft) {
            return status == CheckpointStatus.PROTECTING && draft == drafts.size() - 1;
        }

        /** Whether a deed counts: one that is done again is told that it has counted already. */
        boolean counts(String deed, int draft) {
            return isOpenFor(draft) ? won.add(deed + draft) : won.contains(deed + draft);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverManyDoInWhateverOrderOneDecisionCountsForEachAttempt(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            CheckpointId id = Sample.id(1000 + round);
            Model model = new Model();
            model.drafts.add(store.begin(Sample.start(id)));
            for (int step = 0; step < 14; step++) {
                act(random, id, model);
                assertEquals(model.status, store.find(id).orElseThrow().status());
            }
        }
    }

    private void act(Random random, CheckpointId id, Model model) throws RedoubtException {
        int draft = random.nextInt(model.drafts.size());
        boolean open = model.isOpenFor(draft);
        switch (random.nextInt(12)) {
            case 0, 1 -> {
                assertEquals(model.counts("commit", draft), commit(model.drafts.get(draft)));
                model.status = open ? CheckpointStatus.AVAILABLE : model.status;
                model.last |= open;
            }
            case 2, 3 -> {
                assertEquals(model.counts("abort", draft), model.drafts.get(draft).abort(Result.failed(List.of(GONE))));
                model.status = open ? CheckpointStatus.ERROR : model.status;
            }
            case 4, 5, 6 -> {
                boolean running = model.status == CheckpointStatus.PROTECTING;
                assertEquals(running, store.find(id).orElseThrow().fence(OTHER, 2, GONE));
                model.status = running ? CheckpointStatus.INTERRUPTED : model.status;
            }
            case 7, 8, 9, 10 -> {
                if (model.last || model.status == CheckpointStatus.DELETING) {
                    assertThrows(RedoubtException.class, () -> store.resume(id, OTHER, 2, operation(model.drafts.size()), Sample.graph()));
                } else {
                    model.drafts.add(store.resume(id, OTHER, 2, operation(model.drafts.size()), Sample.graph()));
                    model.status = CheckpointStatus.PROTECTING;
                }
            }
            default -> {
                store.find(id).orElseThrow().beginDelete(OTHER, operation(99));
                model.status = CheckpointStatus.DELETING;
                model.last = true;
            }
        }
    }
}
