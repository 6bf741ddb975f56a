package org.redoubt.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Version;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.resource.Resource;
import org.redoubt.engine.plugin.PluginId;
import org.redoubt.engine.undo.OpenStep;
import org.redoubt.testkit.journal.FaultJournal;
import org.redoubt.testkit.journal.MemoryJournal;

/** What becomes of a step is in the journal when the end of its operation is, although the journal had refused it. */
@Timeout(600)
class OperationJournalTest {
    private static final OperationId OPERATION = new OperationId("op");
    private static final OpenStep STEP = step(0, "");
    private static final OpenStep TRIED = step(1, "The array is away.");

    private final MemoryJournal memory = new MemoryJournal();
    private final FaultJournal journal = new FaultJournal(memory);
    private final OperationJournal recorded = new OperationJournal(OPERATION, journal, 1, number -> Optional.empty(), Optional.empty());

    private static OpenStep step(int attempt, String reason) {
        return new OpenStep("op.1", 1, UndoSpec.of("remove").product(), Resource.of("Toy::Volume", "one", "one"), 0, Hook.MAIN,
                new PluginId("org.example.toy", new Version(1, 0, 0), 7), attempt, reason);
    }

    @BeforeEach
    void begin() throws Exception {
        recorded.begin(JsonObject.empty(), Optional.empty());
        recorded.opened(STEP);
    }

    private void end() throws RedoubtException {
        recorded.end(true, JsonObject.empty(), Map.of());
    }

    private Optional<String> reason() {
        return Optional.ofNullable(memory.steps(OPERATION).get(TRIED.key())).flatMap(document -> document.string("reason"));
    }

    private void refuse() {
        journal.failWhen(change -> true, ProblemKind.FULL);
    }

    @Test
    void givenAStepWhoseNewsWereRefused_thenTheEndBringsThem() throws Exception {
        refuse();
        recorded.changed(TRIED);
        assertTrue(recorded.isBehind());
        journal.heal();
        long before = journal.records();
        end();
        assertEquals(1, journal.records() - before, "It was not recorded all at once.");
        assertEquals(Optional.of("The array is away."), reason());
        assertFalse(recorded.isBehind());
    }

    @Test
    void givenAStepThatCouldNotBeRecordedAsClosed_thenTheEndClosesItAndNoOlderNewsOpenItAgain() throws Exception {
        refuse();
        recorded.changed(TRIED);
        recorded.closed(TRIED);
        journal.heal();
        end();
        assertEquals(Map.of(), memory.steps(OPERATION));
    }

    @Test
    void givenNewsOfWhichNobodyKnowsYetThatTheyAreRefused_thenTheEndWaitsForThatAndBringsThem() throws Exception {
        journal.hold();
        refuse();
        recorded.changed(TRIED);
        journal.heal();
        Thread ending = Thread.ofPlatform().start(() -> {
            try {
                end();
            } catch (RedoubtException unseen) {
                throw new AssertionError(unseen);
            }
        });
        long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (ending.getState() != Thread.State.WAITING && ending.getState() != Thread.State.TERMINATED) {
            assertTrue(System.nanoTime() < patience);
            Thread.sleep(1);
        }
        journal.release();
        assertTrue(ending.join(Duration.ofMinutes(2)));
        assertEquals(Optional.of("The array is away."), reason());
    }

    @Test
    void givenAnEndThatIsRefusedToo_thenTheNextOneBringsWhatIsNew() throws Exception {
        refuse();
        recorded.changed(TRIED);
        assertThrows(RedoubtException.class, this::end);
        assertTrue(recorded.isBehind());
        journal.heal();
        end();
        assertEquals(Optional.of("The array is away."), reason());
    }

    @Test
    void givenAStepThatTheJournalRefuses_thenItsHookHearsOfItAndNoStepIsLeftThoughTheJournalHadKeptIt() throws Exception {
        OpenStep other = new OpenStep("op.2", 2, STEP.spec(), STEP.resource(), 0, Hook.MAIN, STEP.plugin(), 0, "");
        long next = journal.records() + 1;
        journal.loseAnswer(next, ProblemKind.UNAVAILABLE);
        journal.failAt(next + 1, ProblemKind.UNAVAILABLE);
        assertThrows(RedoubtException.class, () -> recorded.opened(other));
        assertEquals(List.of(1L, 2L), List.copyOf(memory.steps(OPERATION).keySet()));
        end();
        assertEquals(List.of(1L), List.copyOf(memory.steps(OPERATION).keySet()));
    }
}
