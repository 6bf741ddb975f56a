package org.redoubt.testkit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.journal.JournalEntry;
import org.redoubt.api.problem.ProblemKind;

/** What is recorded is what is read, the last under each key. */
public interface RecordContract extends JournalUnderTest {

    /** Everything that is recorded of an operation is read again. */
    @Test
    default void whatIsRecordedIsRead() throws Exception {
        Journal journal = emptyJournal();
        Samples.record(journal, Samples.open(Samples.FIRST), new JournalChange.Attached(Samples.FIRST, "graph", Samples.bytes("the graph")),
                Samples.step(Samples.FIRST, 7), new JournalChange.Progressed(Samples.FIRST, 3, Samples.bytes("far")),
                new JournalChange.ResourceChanged(Samples.FIRST, 5, Samples.document("done")));
        assertEquals(Optional.of(new JournalEntry(Samples.FIRST, true, Samples.document("open"))), journal.find(Samples.FIRST));
        assertEquals(Optional.of("the graph"), Samples.text(journal.attachment(Samples.FIRST, "graph")));
        assertEquals(Map.of(7L, Samples.document("step 7")), journal.steps(Samples.FIRST));
        assertEquals(Map.of(3, "far"), Samples.texts(journal.progress(Samples.FIRST)));
        assertEquals(Map.of(5, Samples.document("done")), journal.resources(Samples.FIRST));
    }

    /** What is recorded under a key again replaces what was, in one list and in several. */
    @Test
    default void whatIsRecordedAgainReplaces() throws Exception {
        Journal journal = emptyJournal();
        Samples.record(journal, Samples.open(Samples.FIRST));
        for (String text : List.of("one", "two")) {
            Samples.record(journal,
                    new JournalChange.Attached(Samples.FIRST, "a", Samples.bytes("nothing")),
                    new JournalChange.Attached(Samples.FIRST, "a", Samples.bytes(text)),
                    new JournalChange.StepOpened(Samples.FIRST, 1, Samples.document("nothing")),
                    new JournalChange.StepOpened(Samples.FIRST, 1, Samples.document(text)),
                    new JournalChange.Progressed(Samples.FIRST, 1, Samples.bytes("nothing")),
                    new JournalChange.Progressed(Samples.FIRST, 1, Samples.bytes(text)),
                    new JournalChange.ResourceChanged(Samples.FIRST, 1, Samples.document("nothing")),
                    new JournalChange.ResourceChanged(Samples.FIRST, 1, Samples.document(text)));
            assertEquals(Optional.of(text), Samples.text(journal.attachment(Samples.FIRST, "a")));
            assertEquals(Map.of(1L, Samples.document(text)), journal.steps(Samples.FIRST));
            assertEquals(Map.of(1, text), Samples.texts(journal.progress(Samples.FIRST)));
            assertEquals(Map.of(1, Samples.document(text)), journal.resources(Samples.FIRST));
        }
    }

    /** When an operation changes, what belongs to it stays. */
    @Test
    default void whatBelongsToAnOperationStaysWhenItChanges() throws Exception {
        Journal journal = emptyJournal();
        Samples.record(journal, Samples.open(Samples.FIRST), Samples.step(Samples.FIRST, 1));
        Samples.record(journal, Samples.ended(Samples.FIRST));
        assertEquals(Optional.of(new JournalEntry(Samples.FIRST, false, Samples.document("ended"))), journal.find(Samples.FIRST));
        assertEquals(Map.of(1L, Samples.document("step 1")), journal.steps(Samples.FIRST));
    }

    /** A closed step is gone, and one that was never open is no error. */
    @Test
    default void aClosedStepIsGone() throws Exception {
        Journal journal = emptyJournal();
        Samples.record(journal, Samples.open(Samples.FIRST), Samples.step(Samples.FIRST, 1), Samples.step(Samples.FIRST, 2));
        Samples.record(journal, new JournalChange.StepClosed(Samples.FIRST, 1), new JournalChange.StepClosed(Samples.FIRST, 99),
                new JournalChange.StepClosed(Samples.SECOND, 1));
        assertEquals(Map.of(2L, Samples.document("step 2")), journal.steps(Samples.FIRST));
        Samples.record(journal, Samples.step(Samples.FIRST, 3), new JournalChange.StepClosed(Samples.FIRST, 3), new JournalChange.StepClosed(Samples.FIRST, 2));
        assertEquals(Map.of(), journal.steps(Samples.FIRST));
        Samples.record(journal, new JournalChange.StepClosed(Samples.FIRST, 4), Samples.step(Samples.FIRST, 4));
        assertEquals(Map.of(4L, Samples.document("step 4")), journal.steps(Samples.FIRST));
    }

    /** Of a forgotten operation nothing is left, and of others everything. */
    @Test
    default void nothingIsLeftOfAForgottenOperation() throws Exception {
        Journal journal = emptyJournal();
        for (var id : List.of(Samples.FIRST, Samples.SECOND)) {
            Samples.record(journal, Samples.open(id), Samples.step(id, 1), new JournalChange.Attached(id, "a", Samples.bytes("a")),
                    new JournalChange.Progressed(id, 1, Samples.bytes("p")), new JournalChange.ResourceChanged(id, 1, Samples.document("r")));
        }
        Samples.record(journal, new JournalChange.Forgotten(Samples.FIRST));
        assertEquals(List.of(Samples.SECOND), Samples.ids(journal, false, 10));
        assertNothing(journal);
        assertEquals(1, journal.steps(Samples.SECOND).size());
        assertEquals(1, journal.progress(Samples.SECOND).size());
        Samples.record(journal, new JournalChange.Forgotten(Samples.FIRST));
    }

    /** An operation that is begun again after it was forgotten has nothing of what was, in one list too. */
    @Test
    default void aForgottenOperationBeginsAnew() throws Exception {
        Journal journal = emptyJournal();
        Samples.record(journal, Samples.open(Samples.FIRST), Samples.step(Samples.FIRST, 1));
        Samples.record(journal, Samples.step(Samples.FIRST, 2), new JournalChange.Forgotten(Samples.FIRST), Samples.open(Samples.FIRST),
                Samples.step(Samples.FIRST, 3));
        assertEquals(Map.of(3L, Samples.document("step 3")), journal.steps(Samples.FIRST));
    }

    /** Of an operation that is not there nothing can be recorded, and nothing of the whole list is. */
    @Test
    default void ofAnUnknownOperationNothingIsRecorded() throws Exception {
        Journal journal = emptyJournal();
        Samples.record(journal, Samples.open(Samples.SECOND));
        Samples.assertRefused(ProblemKind.INVALID, journal.record(List.of(Samples.step(Samples.FIRST, 1))));
        Samples.assertRefused(ProblemKind.INVALID, journal.record(List.of(Samples.step(Samples.SECOND, 1),
                new JournalChange.Progressed(Samples.FIRST, 1, Samples.bytes("p")))));
        Samples.assertRefused(ProblemKind.INVALID, journal.record(List.of(Samples.open(Samples.FIRST),
                new JournalChange.Forgotten(Samples.FIRST), new JournalChange.ResourceChanged(Samples.FIRST, 1, Samples.document("r")))));
        assertNothing(journal);
        assertEquals(Map.of(), journal.steps(Samples.SECOND));
        Samples.record(journal, Samples.step(Samples.SECOND, 2));
    }

    /** An empty list is no error. */
    @Test
    default void anEmptyListIsRecorded() throws Exception {
        Journal journal = emptyJournal();
        Samples.record(journal);
        assertTrue(journal.list(false, 10).isEmpty());
    }

    /** Texts and contents come back as they were, however odd or large. */
    @Test
    default void whatIsRecordedComesBackAsItWas() throws Exception {
        Journal journal = emptyJournal();
        String odd = "quotes ' \" \\ and \u0000 \t \n é € \uD83D\uDE80 %s ; --";
        byte[] large = new byte[3_000_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 + i / 251);
        }
        Samples.record(journal, new JournalChange.OperationChanged(Samples.FIRST, true, Samples.document(odd)),
                new JournalChange.Attached(Samples.FIRST, odd, large), new JournalChange.Attached(Samples.FIRST, "", new byte[0]),
                new JournalChange.StepOpened(Samples.FIRST, Long.MAX_VALUE, Samples.document(odd)),
                new JournalChange.Progressed(Samples.FIRST, Integer.MAX_VALUE, new byte[0]),
                new JournalChange.ResourceChanged(Samples.FIRST, 0, Samples.document(odd.repeat(1000))));
        assertEquals(Samples.document(odd), journal.find(Samples.FIRST).orElseThrow().document());
        assertTrue(Arrays.equals(large, journal.attachment(Samples.FIRST, odd).orElseThrow()));
        assertEquals(Optional.of(""), Samples.text(journal.attachment(Samples.FIRST, "")));
        assertEquals(Map.of(Long.MAX_VALUE, Samples.document(odd)), journal.steps(Samples.FIRST));
        assertEquals(Map.of(Integer.MAX_VALUE, ""), Samples.texts(journal.progress(Samples.FIRST)));
        assertEquals(Map.of(0, Samples.document(odd.repeat(1000))), journal.resources(Samples.FIRST));
    }

    private static void assertNothing(Journal journal) throws Exception {
        assertEquals(Optional.empty(), journal.find(Samples.FIRST));
        assertEquals(Optional.empty(), journal.attachment(Samples.FIRST, "a"));
        assertEquals(Map.of(), journal.steps(Samples.FIRST));
        assertEquals(Map.of(), journal.progress(Samples.FIRST));
        assertEquals(Map.of(), journal.resources(Samples.FIRST));
    }
}
