package org.redoubt.testkit.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Bank;

/**
 * The suite that every {@link Bank} has to pass. A bank's author writes a JUnit Jupiter class that implements this interface:
 *
 * <pre>{@code
 * class MyBankTest implements BankContract {
 *     @TempDir Path directory;
 *
 *     public Bank emptyBank() {
 *         return new MyBank(directory);
 *     }
 * }
 * }</pre>
 *
 * Every sentence of the contract has its tests in one of the parts that this interface is made of.
 */
public interface BankContract extends PutContract, PutIfAbsentContract, GetContract, ListContract, DeleteContract,
        InterruptContract, RetentionContract {

    /** The identity is a UUID and stays. */
    @Test
    default void theIdentityIsAUuidAndStays() throws Exception {
        Bank bank = emptyBank();
        String id = bank.id();
        assertEquals(UUID.fromString(id).toString(), id);
        bank.put(Sample.KEY, Sample.body("x"));
        assertEquals(id, bank.id());
    }

    /** The traits make sense. */
    @Test
    default void theTraitsMakeSense() throws Exception {
        Bank bank = emptyBank();
        assertTrue(bank.traits().largestObject() > 0);
        assertTrue(bank.traits().listingDelay().map(delay -> !delay.isNegative()).orElse(true));
    }
}
