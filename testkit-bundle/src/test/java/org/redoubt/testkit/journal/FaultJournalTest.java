package org.redoubt.testkit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;

class FaultJournalTest {
    private static final OperationId ID = new OperationId("0190a000-0000-7000-8000-000000000001");

    private final MemoryJournal memory = new MemoryJournal();
    private final FaultJournal journal = new FaultJournal(memory);

    @Test
    void theNthRecordFailsAndIsNotRecorded() throws Exception {
        journal.failAt(2, ProblemKind.FULL);
        assertEquals(Optional.empty(), failure(begin()));
        assertEquals(Optional.of(ProblemKind.FULL), failure(step(1)));
        assertEquals(Optional.empty(), failure(step(2)));
        assertEquals(List.of(2L), List.copyOf(journal.steps(ID).keySet()));
        assertEquals(3, journal.records());
    }

    @Test
    void allFailFromTheNthOnUntilItIsHealed() throws Exception {
        journal.failFrom(2, ProblemKind.UNAVAILABLE);
        assertEquals(Optional.empty(), failure(begin()));
        assertEquals(Optional.of(ProblemKind.UNAVAILABLE), failure(step(1)));
        assertEquals(Optional.of(ProblemKind.UNAVAILABLE), failure(step(2)));
        journal.heal();
        assertEquals(Optional.empty(), failure(step(3)));
        assertEquals(List.of(3L), List.copyOf(memory.steps(ID).keySet()));
    }

    @Test
    void whatFitsFails() {
        journal.failWhen(change -> change instanceof JournalChange.StepOpened, ProblemKind.DAMAGED);
        assertEquals(Optional.empty(), failure(begin()));
        assertEquals(Optional.of(ProblemKind.DAMAGED), failure(step(1)));
    }

    @Test
    void aLostAnswerLeavesWhatWasRecorded() throws Exception {
        journal.loseAnswer(2, ProblemKind.UNAVAILABLE);
        begin();
        assertEquals(Optional.of(ProblemKind.UNAVAILABLE), failure(step(1)));
        assertEquals(List.of(1L), List.copyOf(memory.steps(ID).keySet()));
    }

    @Test
    void whatIsHeldBackCompletesAtTheRelease() {
        journal.hold();
        CompletableFuture<Void> first = begin().toCompletableFuture();
        assertFalse(first.isDone());
        journal.release();
        assertTrue(first.isDone());
        assertTrue(step(1).toCompletableFuture().isDone());
    }

    @Test
    void whatComesBeforeTheRecordThatIsHeldBackCompletesAtOnce() {
        journal.holdFrom(2);
        assertTrue(begin().toCompletableFuture().isDone());
        CompletableFuture<Void> second = step(1).toCompletableFuture();
        assertFalse(second.isDone());
        journal.release();
        assertTrue(second.isDone());
    }

    @Test
    void aCopyIsWhatWouldBeFoundAfterAnEndAtThisMoment() throws Exception {
        begin();
        step(1);
        MemoryJournal copy = memory.copy();
        step(2);
        journal.record(List.of(new JournalChange.StepClosed(ID, 1)));
        assertEquals(List.of(1L), List.copyOf(copy.steps(ID).keySet()));
        assertEquals(List.of(2L), List.copyOf(memory.steps(ID).keySet()));
    }

    private CompletionStage<Void> begin() {
        return journal.record(List.of(new JournalChange.OperationChanged(ID, true, JsonObject.empty())));
    }

    private CompletionStage<Void> step(long number) {
        return journal.record(List.of(new JournalChange.StepOpened(ID, number, JsonObject.empty())));
    }

    private static Optional<ProblemKind> failure(CompletionStage<Void> stage) {
        return stage.handle((done, thrown) -> Optional.ofNullable((RedoubtException) thrown).map(RedoubtException::kind))
                .toCompletableFuture().join();
    }
}
