package org.redoubt.testkit.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.PutOptions;

/** Of several who store one object if it is absent, exactly one wins. */
public interface PutIfAbsentContract extends BankUnderTest {

    /** What is there stays. */
    @Test
    default void putIfAbsentLeavesWhatIsThere() throws Exception {
        Bank bank = emptyBank();
        assertTrue(bank.putIfAbsent(Sample.KEY, Sample.body("first")));
        assertFalse(bank.putIfAbsent(Sample.KEY, Sample.body("second")));
        assertEquals("first", Sample.read(bank, Sample.KEY));
    }

    /** An object that was deleted is absent. */
    @Test
    default void putIfAbsentStoresAgainAfterADelete() throws Exception {
        Bank bank = emptyBank();
        assertTrue(bank.putIfAbsent(Sample.KEY, Sample.body("first")));
        bank.delete(Sample.KEY);
        assertTrue(bank.putIfAbsent(Sample.KEY, Sample.body("second")));
        assertEquals("second", Sample.read(bank, Sample.KEY));
    }

    /** The option means the same as the method. */
    @Test
    default void theOptionMeansTheSame() throws Exception {
        Bank bank = emptyBank();
        PutOptions absent = PutOptions.defaults().onlyIfAbsent();
        assertTrue(bank.put(Sample.KEY, Sample.body("first"), absent));
        assertFalse(bank.put(Sample.KEY, Sample.body("second"), absent));
        assertEquals("first", Sample.read(bank, Sample.KEY));
        assertTrue(bank.put(Sample.KEY, Sample.body("third"), PutOptions.defaults()));
        assertEquals("third", Sample.read(bank, Sample.KEY));
    }

    /** Sixteen callers at one moment: one wins, and the object is the winner's. */
    @Test
    default void ofSixteenRacersOneWins() throws Exception {
        Bank bank = emptyBank();
        assumeTrue(bank.traits().atomicPutIfAbsent(), "the bank does not promise it");
        try (Racers racers = new Racers()) {
            for (int round = 0; round < 12; round++) {
                Key key = Key.of("race/" + round + "/prize");
                List<Boolean> won = racers.race(16, i -> () -> bank.putIfAbsent(key, Sample.body(text(i))));
                assertEquals(1, Collections.frequency(won, true), "winners");
                assertEquals(text(won.indexOf(true)), Sample.read(bank, key));
            }
        }
    }

    private static String text(int racer) {
        return ("racer " + racer + " ").repeat(500);
    }
}
