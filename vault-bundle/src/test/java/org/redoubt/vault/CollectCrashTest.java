package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.live.LiveSettings;

/** A collection that crashes anywhere harms nothing, and the next one ends what it began. */
class CollectCrashTest {
    private static final LiveSettings IMPATIENT = new LiveSettings(Duration.ofHours(1), Duration.ofMillis(20), InstantSource.system());

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Two packs that go, one that is stored anew, what nobody committed, and a session that died. */
    private static Map<String, Ledger.Entry> given(VaultRig rig) throws RedoubtException {
        Ledger ledger = new Ledger(rig);
        byte[] kept = random(1, 300_000);
        byte[] both = Arrays.copyOf(kept, 400_000);
        ledger.protect("mixed", both);
        ledger.protect("dead", random(2, 200_000));
        ledger.protect("kept", Arrays.copyOf(kept, 150_000));
        try (VaultSession lost = rig.writing("lost", 0)) {
            VaultRig.put(lost, random(3, 20_000));
            lost.flush();
            lost.receipt();
        }
        ledger.purge("mixed");
        ledger.purge("dead");
        return Map.copyOf(ledger.complete());
    }

    private static Ledger ledger(VaultRig rig, Map<String, Ledger.Entry> complete) {
        Ledger ledger = new Ledger(rig);
        complete.forEach((checkpoint, entry) -> ledger.add(checkpoint, entry.id(), entry.bytes()));
        return ledger;
    }

    private static void collect(VaultRig rig, Ledger ledger) throws VaultException {
        rig.vault.collect(rig.bank, CollectOptions.defaults().deadShare(0.01), ledger);
    }

    private void walk(Fault fault) throws Exception {
        walk(FaultBank::calls, crash -> List.of(FaultRule.on().at(crash).then(fault), FaultRule.on().from(crash + 1).then(Fault.permanent())));
    }

    private void walk(ToLongFunction<FaultBank> places, LongFunction<List<FaultRule>> faults) throws Exception {
        try (VaultRig home = new VaultRig()) {
            Map<String, Ledger.Entry> complete = given(home);
            long calls;
            long clean;
            try (VaultRig whole = home.beside(new FaultBank(home.copy()), IMPATIENT)) {
                Ledger ledger = ledger(whole, complete);
                collect(whole, ledger);
                calls = places.applyAsLong((FaultBank) whole.bank);
                clean = whole.bytes();
                ledger.verify();
            }
            for (long crash = 1; crash <= calls; crash++) {
                MemoryBank bank = home.copy();
                FaultBank crashing = new FaultBank(bank, faults.apply(crash).toArray(FaultRule[]::new));
                try (VaultRig rig = home.beside(crashing, IMPATIENT)) {
                    Ledger ledger = ledger(rig, complete);
                    try {
                        collect(rig, ledger);
                    } catch (VaultException crashed) {
                        // As it should be, wherever it is.
                    }
                }
                try (VaultRig next = home.beside(bank, IMPATIENT)) {
                    Ledger ledger = ledger(next, complete);
                    ledger.protect("after", random(2, 200_000));
                    ledger.verify();
                    ledger.purge("after");
                    collect(next, ledger);
                    ledger.verify();
                    assertTrue(next.bytes() <= clean * 1.1, "after a crash at call " + crash + " " + next.bytes() + " bytes are left, not " + clean);
                    assertEquals(1, next.keys("/runs/").size(), "after a crash at call " + crash);
                    assertEquals(List.of(), next.keys("/tombs"));
                    assertEquals(List.of(), next.keys("/live/sessions/"));
                }
            }
        }
    }

    @Test
    void aCollectionThatDiesBeforeAnyCallHarmsNothing() throws Exception {
        walk(Fault.permanent());
    }

    @Test
    void aCollectionThatDiesAfterAnyCallWithoutAnAnswerHarmsNothing() throws Exception {
        walk(Fault.ambiguous());
    }

    /** Unlike one that crashes it could go on to delete, which needs no room. */
    @Test
    void aCollectionThatFindsTheBankFullAtAnyWriteHarmsNothing() throws Exception {
        BankMethod[] writes = {BankMethod.PUT, BankMethod.PUT_IF_ABSENT};
        ToLongFunction<FaultBank> places = bank -> Stream.of(writes).mapToLong(bank::calls).sum();
        walk(places, write -> List.of(FaultRule.on(writes).from(write).then(Fault.full())));
        walk(places, write -> List.of(FaultRule.on(writes).at(write).then(Fault.full())));
    }
}
