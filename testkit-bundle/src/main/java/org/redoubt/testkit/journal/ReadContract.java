package org.redoubt.testkit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.journal.JournalEntry;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;

/** What reading gives, in which order. */
public interface ReadContract extends JournalUnderTest {

    /** An empty journal has nothing. */
    @Test
    default void anEmptyJournalHasNothing() throws Exception {
        Journal journal = emptyJournal();
        assertTrue(journal.list(false, 10).isEmpty());
        assertTrue(journal.list(true, 10).isEmpty());
        assertEquals(Optional.empty(), journal.find(Samples.FIRST));
    }

    /** A list has the newest id first, whichever was recorded first. */
    @Test
    default void aListHasTheNewestFirst() throws Exception {
        Journal journal = emptyJournal();
        for (int number : List.of(3, 1, 10, 2)) {
            Samples.record(journal, Samples.open(Samples.id(number)));
        }
        assertEquals(List.of(Samples.id(10), Samples.id(3), Samples.id(2), Samples.id(1)), Samples.ids(journal, false, 100));
        assertEquals(List.of(Samples.id(10), Samples.id(3)), Samples.ids(journal, false, 2));
    }

    /** A list of open operations has those that were recorded as open last, up to its limit. */
    @Test
    default void aListOfOpenOnesHasOnlyThose() throws Exception {
        Journal journal = emptyJournal();
        for (int number = 1; number <= 6; number++) {
            Samples.record(journal, number % 2 == 0 ? Samples.ended(Samples.id(number)) : Samples.open(Samples.id(number)));
        }
        Samples.record(journal, Samples.ended(Samples.id(5)), Samples.open(Samples.id(6)));
        assertEquals(List.of(Samples.id(6), Samples.id(3), Samples.id(1)), Samples.ids(journal, true, 100));
        assertEquals(List.of(Samples.id(6)), Samples.ids(journal, true, 1));
        assertEquals(new JournalEntry(Samples.id(6), true, Samples.document("open")), journal.list(true, 1).getFirst());
        assertEquals(6, journal.list(false, 100).size());
    }

    /** A list without room for an operation is refused. */
    @Test
    default void aListHasRoomForOne() throws Exception {
        Journal journal = emptyJournal();
        for (int limit : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertEquals(ProblemKind.INVALID, assertThrows(RedoubtException.class, () -> journal.list(false, limit)).kind());
        }
    }

    /** What belongs to an operation comes in ascending order of its numbers. */
    @Test
    default void numbersAscend() throws Exception {
        Journal journal = emptyJournal();
        Samples.record(journal, Samples.open(Samples.FIRST));
        for (int number : List.of(300, 2, 10, 1, 0)) {
            Samples.record(journal, Samples.step(Samples.FIRST, number), new JournalChange.Progressed(Samples.FIRST, number, Samples.bytes("p")),
                    new JournalChange.ResourceChanged(Samples.FIRST, number, Samples.document("r")));
        }
        assertEquals(List.of(0L, 1L, 2L, 10L, 300L), List.copyOf(journal.steps(Samples.FIRST).keySet()));
        assertEquals(List.of(0, 1, 2, 10, 300), List.copyOf(journal.progress(Samples.FIRST).keySet()));
        assertEquals(List.of(0, 1, 2, 10, 300), List.copyOf(journal.resources(Samples.FIRST).keySet()));
    }

    /** Operations do not see what belongs to others. */
    @Test
    default void operationsAreApart() throws Exception {
        Journal journal = emptyJournal();
        List<OperationId> ids = IntStream.rangeClosed(1, 5).mapToObj(Samples::id).toList();
        for (OperationId id : ids) {
            Samples.record(journal, Samples.open(id), new JournalChange.StepOpened(id, 1, Samples.document(id.value())),
                    new JournalChange.Attached(id, "a", Samples.bytes(id.value())));
        }
        for (OperationId id : ids) {
            assertEquals(Map.of(1L, Samples.document(id.value())), journal.steps(id));
            assertEquals(Optional.of(id.value()), Samples.text(journal.attachment(id, "a")));
        }
    }

    /** A later runtime finds what was recorded. */
    @Test
    default void aLaterRuntimeFindsWhatWasRecorded() throws Exception {
        Journal journal = emptyJournal();
        Samples.record(journal, Samples.open(Samples.FIRST), Samples.step(Samples.FIRST, 1), Samples.step(Samples.FIRST, 2),
                new JournalChange.Attached(Samples.FIRST, "a", Samples.bytes("a")));
        Samples.record(journal, new JournalChange.StepClosed(Samples.FIRST, 1));
        Optional<Journal> later = reopenedJournal();
        if (later.isPresent()) {
            assertEquals(List.of(Samples.FIRST), Samples.ids(later.get(), true, 10));
            assertEquals(Map.of(2L, Samples.document("step 2")), later.get().steps(Samples.FIRST));
            assertEquals(Optional.of("a"), Samples.text(later.get().attachment(Samples.FIRST, "a")));
            Samples.record(later.get(), Samples.step(Samples.FIRST, 3));
        }
    }
}
