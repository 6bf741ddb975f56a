package org.redoubt.engine.undo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Version;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.resource.Resource;
import org.redoubt.engine.plugin.PluginId;

@Timeout(600)
class UndoLedgerTest {
    private static final PluginId PLUGIN = new PluginId("org.example.toy", Version.emptyVersion, 1);
    private static final Resource ONE = Resource.of("Toy", "one", "one");
    private static final Resource TWO = Resource.of("Toy", "two", "two");

    /** Writes down what it is told when it has been told, however long that takes. */
    private static final class Notes implements UndoJournal {
        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch telling = new CountDownLatch(1);
        private final CountDownLatch told = new CountDownLatch(1);

        @Override
        public void opened(OpenStep step) {
            lines.add("opened " + step.spec().name());
        }

        @Override
        public void changed(OpenStep step) {
            telling.countDown();
            try {
                assertTrue(told.await(2, TimeUnit.MINUTES));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            lines.add("changed " + step.spec().name());
        }

        @Override
        public void closed(OpenStep step) {
            lines.add("closed " + step.spec().name());
        }
    }

    private static UndoLedger ledger(UndoJournal journal) {
        return new UndoLedger(new OperationId("op"), journal, new LateHooks(), List.of(), 0);
    }

    private static OpenStep register(UndoLedger ledger, Resource resource, int number) throws Exception {
        return ledger.register(resource, number, Hook.MAIN, PLUGIN, UndoSpec.of(resource.id()));
    }

    private static void awaitThat(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end);
            Thread.sleep(1);
        }
    }

    /** What an ended run has delivered is told by the number of its last step, which may be closed by now. */
    @Test
    void aNewStepIsNumberedBehindThoseThatAreClosed() throws Exception {
        UndoLedger ledger = new UndoLedger(new OperationId("op"), UndoJournal.none(), new LateHooks(), List.of(), 7);
        assertEquals(8, register(ledger, ONE, 0).sequence());
    }

    @Test
    void theJournalNeverHearsOfAChangeAfterItHasHeardOfTheEnd() throws Exception {
        Notes notes = new Notes();
        UndoLedger ledger = ledger(notes);
        OpenStep step = register(ledger, ONE, 0);
        Thread changing = Thread.ofPlatform().start(() -> ledger.tried(step, "Not yet."));
        notes.telling.await();
        Thread closing = Thread.ofPlatform().start(() -> ledger.release(step.id()));
        // It either has told the journal by now, or waits for the other one to have done so.
        awaitThat(() -> closing.getState() == Thread.State.WAITING || closing.getState() == Thread.State.TERMINATED);
        notes.told.countDown();
        assertTrue(changing.join(Duration.ofMinutes(2)) && closing.join(Duration.ofMinutes(2)));
        assertEquals(List.of("opened one", "changed one", "closed one"), notes.lines);
        assertFalse(ledger.isOpen(step.id()));
    }

    @Test
    void aJournalThatTakesLongForOneStepHoldsUpNoOther() throws Exception {
        Notes notes = new Notes();
        UndoLedger ledger = ledger(notes);
        OpenStep one = register(ledger, ONE, 0);
        OpenStep two = register(ledger, TWO, 1);
        Thread changing = Thread.ofPlatform().start(() -> ledger.tried(one, "Not yet."));
        notes.telling.await();
        ledger.release(two.id());
        assertEquals(List.of("opened one", "opened two", "closed two"), notes.lines);
        notes.told.countDown();
        assertTrue(changing.join(Duration.ofMinutes(2)));
    }

    @Test
    void whatIsRegisteredWhenTheLedgerIsHandedOverIsRefusedAndWantedByNobody() throws Exception {
        UndoLedger ledger = ledger(new Notes());
        List<String> heard = new ArrayList<>();
        ledger.handOver(new Heir() {
            @Override
            public void returned() {
                throw new AssertionError("No hook was given up.");
            }

            @Override
            public void unwanted(OpenStep step) {
                heard.add("unwanted " + step.spec().name());
            }
        });
        assertEquals(ProblemKind.CANCELLED, assertThrows(RedoubtException.class, () -> register(ledger, ONE, 0)).kind());
        assertEquals(List.of("unwanted one"), heard);
        assertEquals(0, ledger.size());
    }
}
