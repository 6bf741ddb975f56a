package org.redoubt.testkit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.protection.OperationId;

/** What a journal owes to the threads that call it. */
public interface CallerContract extends JournalUnderTest {

    /** An interrupted thread records and reads like any other, and stays interrupted. */
    @Test
    default void anInterruptedCallerIsServed() throws Exception {
        Journal journal = emptyJournal();
        CompletionStage<Void> begun;
        boolean kept;
        Thread.currentThread().interrupt();
        try {
            begun = journal.record(List.of(Samples.open(Samples.FIRST), Samples.step(Samples.FIRST, 1)));
            begun.toCompletableFuture().join();
            assertEquals(List.of(Samples.FIRST), Samples.ids(journal, true, 10));
            assertEquals(1, journal.steps(Samples.FIRST).size());
            assertEquals(Map.of(), journal.progress(Samples.FIRST));
        } finally {
            kept = Thread.interrupted();
        }
        assertTrue(kept, "The interrupt status stays set.");
    }

    /** Threads that are interrupted all the time harm neither themselves nor others. */
    @Test
    default void interruptsHarmNobody() throws Exception {
        Journal journal = emptyJournal();
        int callers = 6;
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Void>> running = new ArrayList<>();
            for (int caller = 1; caller <= callers; caller++) {
                OperationId id = Samples.id(caller);
                boolean interrupted = caller % 2 == 0;
                running.add(threads.submit(() -> {
                    for (int step = 0; step < 50; step++) {
                        if (interrupted) {
                            Thread.currentThread().interrupt();
                        }
                        journal.record(List.of(Samples.open(id), Samples.step(id, step))).toCompletableFuture().join();
                        assertEquals(step + 1, journal.steps(id).size());
                    }
                    return null;
                }));
            }
            for (Future<Void> each : running) {
                each.get();
            }
        }
        assertEquals(callers, journal.list(true, 100).size());
    }

    /** The list that was handed over may be changed afterwards. */
    @Test
    default void theListIsCopied() throws Exception {
        Journal journal = emptyJournal();
        List<JournalChange> changes = new ArrayList<>(List.of(Samples.open(Samples.FIRST), Samples.step(Samples.FIRST, 1)));
        CompletionStage<Void> stage = journal.record(changes);
        changes.clear();
        Samples.await(stage);
        assertEquals(1, journal.steps(Samples.FIRST).size());
    }
}
