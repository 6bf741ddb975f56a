package org.redoubt.testkit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.OperationId;

/** In which order, and together with what, changes are recorded. */
public interface OrderContract extends JournalUnderTest {

    /** What one caller hands over without waiting is recorded in its order. */
    @Test
    default void theLastOfManyWins() throws Exception {
        Journal journal = emptyJournal();
        Samples.record(journal, Samples.open(Samples.FIRST));
        List<CompletionStage<Void>> stages = new ArrayList<>();
        for (int i = 0; i <= 1000; i++) {
            stages.add(journal.record(List.of(new JournalChange.Progressed(Samples.FIRST, 0, Samples.bytes("" + i)))));
            stages.add(journal.record(List.of(new JournalChange.ResourceChanged(Samples.FIRST, 0, Samples.document("" + i)))));
        }
        Samples.await(stages.getLast());
        assertEquals(Map.of(0, "1000"), Samples.texts(journal.progress(Samples.FIRST)));
        assertEquals(Map.of(0, Samples.document("1000")), journal.resources(Samples.FIRST));
        for (CompletionStage<Void> stage : stages) {
            Samples.await(stage);
        }
    }

    /** When an empty list is recorded, all that was handed over before is. */
    @Test
    default void anEmptyListIsRecordedWhenAllBeforeItIs() throws Exception {
        Journal journal = emptyJournal();
        journal.record(List.of(Samples.open(Samples.FIRST)));
        for (int i = 0; i < 200; i++) {
            journal.record(List.of(Samples.step(Samples.FIRST, i)));
        }
        Samples.await(journal.record(List.of()));
        assertEquals(200, journal.steps(Samples.FIRST).size());
    }

    /** Whoever reads while lists are recorded sees each of them whole or not at all. */
    @Test
    default void aReaderSeesWholeLists() throws Exception {
        Journal journal = emptyJournal();
        Samples.record(journal, Samples.open(Samples.FIRST));
        try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
            CompletionStage<Void> last = journal.record(List.of());
            Future<Void> reading = reader.submit(() -> {
                int seen = 0;
                while (seen < 300) {
                    Map<Long, JsonObject> steps = journal.steps(Samples.FIRST);
                    assertEquals(0, steps.size() % 3, "a list was torn");
                    assertTrue(steps.size() >= seen, "what was there has gone");
                    seen = steps.size();
                }
                return null;
            });
            for (int i = 0; i < 300; i += 3) {
                last = journal.record(List.of(Samples.step(Samples.FIRST, i), Samples.step(Samples.FIRST, i + 1), Samples.step(Samples.FIRST, i + 2)));
            }
            Samples.await(last);
            reading.get();
        }
    }

    /** Many callers that each wait for what they record find it at once. */
    @Test
    default void eachCallerFindsWhatItHasRecorded() throws Exception {
        Journal journal = emptyJournal();
        int callers = 8;
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Void>> running = new ArrayList<>();
            for (int caller = 1; caller <= callers; caller++) {
                OperationId id = Samples.id(caller);
                running.add(threads.submit(() -> {
                    Samples.record(journal, Samples.open(id));
                    for (int step = 0; step < 30; step++) {
                        Samples.record(journal, Samples.step(id, step));
                        assertTrue(journal.steps(id).containsKey((long) step));
                        if (step > 0) {
                            Samples.record(journal, new JournalChange.StepClosed(id, step - 1));
                            assertFalse(journal.steps(id).containsKey(step - 1L));
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> each : running) {
                each.get();
            }
        }
        for (int caller = 1; caller <= callers; caller++) {
            assertEquals(List.of(29L), List.copyOf(journal.steps(Samples.id(caller)).keySet()));
        }
    }
}
