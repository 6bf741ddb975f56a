package org.redoubt.engine.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.engine.document.DocumentStore;
import org.redoubt.testkit.bank.MemoryBank;

/** When banks are looked into. */
class WatchTest {
    private static final Owner EARLIER = new Owner(Stage.SELF.runtime(), Stage.SELF.incarnation() - 1);

    @Test
    void givenABankThatComesLaterThanItsProviderThenItIsLookedIntoThen() throws Exception {
        Stage stage = new Stage();
        MemoryBank bank = new MemoryBank();
        new LeaseObjects(new DocumentStore(bank)).put(EARLIER, 1, "it");
        stage.expected.add("late");
        try (Watch watch = new Watch(stage, Stage.SELF, stage, stage.settings(), stage.clock)) {
            watch.start();
            assertTrue(stage.asked.await(2, TimeUnit.MINUTES));
            stage.banks.put("late", bank);
            awaitNone(bank, "lease");
        }
    }

    @Test
    void givenAnEarlierLifeThatWasKilledWhileItTriedABankThenNothingIsLeftOfThat() throws Exception {
        Stage stage = new Stage();
        MemoryBank bank = new MemoryBank();
        bank.put(Key.of("probe/" + Stage.SELF.runtime()), Body.of("to be deleted"));
        bank.put(Key.of("probe/" + Stage.FOREIGN.runtime()), Body.of("to be deleted"));
        stage.banks.put("default", bank);
        try (Watch watch = new Watch(stage, Stage.SELF, stage, stage.settings(), stage.clock)) {
            watch.start();
            awaitNone(bank, "probe/" + Stage.SELF.runtime());
        }
        assertEquals(1, Stage.keys(bank, "probe").size(), "that of another runtime, which may be at it");
    }

    private static void awaitNone(MemoryBank bank, String prefix) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!Stage.keys(bank, prefix).isEmpty()) {
            assertTrue(System.nanoTime() < end, "Nobody has looked into the bank.");
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
