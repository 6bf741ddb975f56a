package org.redoubt.testkit.bank;

import java.time.Duration;
import org.redoubt.api.bank.Bank;

/** What the suite asks of the author of a bank. */
public interface BankUnderTest {

    /**
     * A bank without objects. Called once by each test, which may leave objects behind.
     *
     * @return the bank
     * @throws Exception if there is none; the test then fails
     */
    Bank emptyBank() throws Exception;

    /**
     * Moves the clock that the retention of the bank goes by.
     *
     * @param by how far
     * @return false if this bank's clock cannot be moved; what needs that is then left out
     */
    default boolean moveClock(Duration by) {
        return false;
    }

    /** How long the suite retains objects: long enough for a test, short enough for the author. */
    default Duration retention() {
        return Duration.ofHours(1);
    }

    /** How many bytes a large body has. Never more than a few are held in memory by the suite. */
    default long largeBody() {
        return (40L << 20) + 1;
    }
}
