package org.redoubt.testkit.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.PutOptions;
import org.redoubt.api.problem.ProblemKind;

/** Objects that are retained stay as they are; a bank that cannot promise that says so. */
public interface RetentionContract extends BankUnderTest {

    /** The time at the bank, where the clock can be moved; the system's where it cannot. */
    default Instant bankTime() {
        return Instant.now();
    }

    /** Without object lock nothing is stored that was to be retained. */
    @Test
    default void retentionIsRefusedWithoutObjectLock() throws Exception {
        Bank bank = emptyBank();
        assumeFalse(bank.traits().objectLock(), "the bank has object lock");
        PutOptions retained = PutOptions.defaults().retainUntil(bankTime().plus(retention()));
        Sample.assertKind(ProblemKind.UNSUPPORTED, () -> bank.put(Sample.KEY, Sample.body("x"), retained));
        Sample.assertAbsent(bank, Sample.KEY);
        bank.put(Sample.KEY, Sample.body("x"));
        Sample.assertKind(ProblemKind.UNSUPPORTED, () -> bank.retain(Sample.KEY, bankTime().plus(retention())));
    }

    /** A retained object can be neither deleted nor replaced. */
    @Test
    default void aRetainedObjectStays() throws Exception {
        Bank bank = locking();
        PutOptions retained = PutOptions.defaults().retainUntil(bankTime().plus(retention()));
        assertTrue(bank.put(Sample.KEY, Sample.body("kept"), retained));
        assertFalse(bank.put(Sample.KEY, Sample.body("other"), retained.onlyIfAbsent()));
        assertStays(bank, Sample.KEY);
        Key later = Key.of("later");
        bank.put(later, Sample.body("kept"));
        bank.retain(later, bankTime().plus(retention()));
        assertStays(bank, later);
    }

    /** The end of a retention can be asked for. */
    @Test
    default void theEndOfARetentionIsTold() throws Exception {
        Bank bank = emptyBank();
        assertEquals(Optional.empty(), bank.retainedUntil(Sample.KEY));
        bank.put(Sample.KEY, Sample.body("x"));
        assertEquals(Optional.empty(), bank.retainedUntil(Sample.KEY));
        assumeTrue(bank.traits().objectLock(), "the bank has no object lock");
        Instant end = bankTime().plus(retention()).truncatedTo(ChronoUnit.SECONDS);
        bank.retain(Sample.KEY, end);
        assertEquals(Optional.of(end), bank.retainedUntil(Sample.KEY));
    }

    private static void assertStays(Bank bank, Key key) throws Exception {
        Sample.assertKind(ProblemKind.RETAINED, () -> bank.delete(key));
        Sample.assertKind(ProblemKind.RETAINED, () -> bank.put(key, Sample.body("other")));
        assertFalse(bank.putIfAbsent(key, Sample.body("other")));
        assertEquals("kept", Sample.read(bank, key));
    }

    /** Retention of what is not there is an error. */
    @Test
    default void nothingCannotBeRetained() throws Exception {
        Bank bank = locking();
        Sample.assertKind(ProblemKind.NOT_FOUND, () -> bank.retain(Sample.KEY, bankTime().plus(retention())));
    }

    /** Retention is only ever extended, and ends. */
    @Test
    default void retentionIsOnlyExtendedAndEnds() throws Exception {
        Bank bank = locking();
        assumeTrue(moveClock(Duration.ZERO), "the clock of the bank cannot be moved");
        Instant end = bankTime().plus(retention());
        bank.put(Sample.KEY, Sample.body("kept"), PutOptions.defaults().retainUntil(end));
        bank.retain(Sample.KEY, end.minus(retention().dividedBy(2)));
        moveClock(retention().minusSeconds(1));
        assertStays(bank, Sample.KEY);
        bank.retain(Sample.KEY, end.plusSeconds(60));
        moveClock(Duration.ofSeconds(60));
        assertStays(bank, Sample.KEY);
        moveClock(Duration.ofSeconds(2));
        assertEquals(Optional.empty(), bank.retainedUntil(Sample.KEY));
        bank.put(Sample.KEY, Sample.body("replaced"));
        assertEquals("replaced", Sample.read(bank, Sample.KEY));
        bank.delete(Sample.KEY);
        Sample.assertAbsent(bank, Sample.KEY);
    }

    private Bank locking() throws Exception {
        Bank bank = emptyBank();
        assumeTrue(bank.traits().objectLock(), "the bank has no object lock");
        return bank;
    }
}
