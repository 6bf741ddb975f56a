package org.redoubt.testkit.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;

/** A bank with faults keeps the contract while none strikes, and breaks just where it was told to. */
class FaultBankTest implements BankContract {
    private final MemoryBank store = new MemoryBank();
    private final FaultBank bank = new FaultBank(store);

    @Override
    public Bank emptyBank() {
        return bank;
    }

    @Test
    void aFaultStrikesTheCallsThatItWasToldTo() throws Exception {
        bank.add(FaultRule.on(BankMethod.PUT).key(key -> key.startsWith("data/")).from(2).times(2).then(Fault.full()));
        bank.put(Key.of("data/1"), Sample.body("x"));
        bank.put(Key.of("other"), Sample.body("x"));
        Sample.assertKind(ProblemKind.FULL, () -> bank.put(Key.of("data/2"), Sample.body("x")));
        bank.stat(Key.of("data/1"));
        Sample.assertKind(ProblemKind.FULL, () -> bank.put(Key.of("data/3"), Sample.body("x")));
        bank.put(Key.of("data/4"), Sample.body("x"));
        assertEquals(List.of("data/1", "data/4", "other"), Sample.keys(store, Prefix.ALL, 10));
        assertEquals(5, bank.calls(BankMethod.PUT));
        assertEquals(6, bank.calls());
    }

    @Test
    void anAmbiguousPutIsDoneAndFails() throws Exception {
        bank.add(FaultRule.on().at(1).then(Fault.ambiguous()));
        Sample.assertKind(ProblemKind.UNAVAILABLE, () -> bank.putIfAbsent(Sample.KEY, Sample.body("x")));
        assertEquals("x", Sample.read(store, Sample.KEY));
    }

    @Test
    void readsAreTornBrokenFlippedOrMissing() throws Exception {
        store.put(Sample.KEY, Sample.body("0123456789"));
        bank.add(FaultRule.on(BankMethod.GET).at(1).then(Fault.tornRead(4)));
        bank.add(FaultRule.on(BankMethod.GET).at(2).then(Fault.brokenRead(4)));
        bank.add(FaultRule.on(BankMethod.GET).at(3).then(Fault.bitFlip(4)));
        bank.add(FaultRule.on(BankMethod.GET).at(4).then(Fault.missing()));
        assertEquals("0123", Sample.read(bank, Sample.KEY));
        assertThrows(IOException.class, () -> Sample.read(bank, Sample.KEY));
        assertEquals("0123556789", Sample.read(bank, Sample.KEY));
        Sample.assertKind(ProblemKind.NOT_FOUND, () -> Sample.read(bank, Sample.KEY));
        assertEquals("0123456789", Sample.read(bank, Sample.KEY));
    }

    @Test
    void aSlowCallWaitsForItsGate() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        bank.add(FaultRule.on(BankMethod.LIST).then(Fault.slow(gate)));
        try (Racers racers = new Racers()) {
            Future<Boolean> listing = racers.start(() -> bank.list(Prefix.ALL, Optional.empty(), 1).more());
            bank.put(Sample.KEY, Sample.body("x"));
            gate.countDown();
            assertEquals(false, listing.get());
        }
    }

    @Test
    void aBankThatIsHealedHasNoFaults() throws Exception {
        bank.add(FaultRule.on().then(Fault.permanent()));
        Sample.assertKind(ProblemKind.DENIED, () -> bank.stat(Sample.KEY));
        bank.heal();
        Sample.assertKind(ProblemKind.NOT_FOUND, () -> bank.stat(Sample.KEY));
    }
}
