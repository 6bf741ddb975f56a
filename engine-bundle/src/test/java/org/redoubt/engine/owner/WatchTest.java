package org.redoubt.engine.owner;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
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
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (!Stage.keys(bank, "lease").isEmpty()) {
                assertTrue(System.nanoTime() < end, "Nobody has looked into the bank.");
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }
}
