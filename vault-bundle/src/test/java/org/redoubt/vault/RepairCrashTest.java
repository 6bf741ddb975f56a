package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Key;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.RepairOptions;
import org.redoubt.api.vault.RepairReport;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.VaultException;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;

/** A repair that crashes anywhere, or for which there is no room, harms nothing, and the next one ends what it began. */
class RepairCrashTest {
    private final CollectRig given = new CollectRig();
    private MemoryBank replica;
    private Map<String, Ledger.Entry> complete;

    @AfterEach
    void close() {
        given.close();
    }

    /** An index object that is gone, a pack of which some can be read, and one that only a replica has. */
    @BeforeEach
    void damaged() throws Exception {
        VaultRig rig = given.rig;
        given.ledger.protect("healed", CollectRig.random(1, 20_000));
        Key gone = rig.keys("/packs/d/").getFirst();
        given.ledger.protect("salvaged", CollectRig.random(2, 300_000));
        Key flipped = rig.keys("/packs/d/").stream().filter(key -> !key.equals(gone)).findFirst().orElseThrow();
        List<Key> named = rig.keys("/runs/");
        given.ledger.protect("found", CollectRig.random(3, 20_000));
        replica = rig.copy(UUID.randomUUID().toString());
        rig.bank.delete(rig.keys("/runs/").stream().filter(key -> !named.contains(key)).findFirst().orElseThrow());
        rig.bank.delete(gone);
        byte[] bytes = rig.object(flipped);
        bytes[bytes.length / 2] ^= 1;
        rig.replace(flipped, bytes);
        rig.vault.scrub(rig.bank, ScrubOptions.of(CheckDepth.CONTENT), ScrubProgress.NONE);
        complete = Map.copyOf(given.ledger.complete());
    }

    private Ledger ledger(VaultRig rig) {
        Ledger ledger = new Ledger(rig);
        complete.forEach((checkpoint, entry) -> ledger.add(checkpoint, entry.id(), entry.bytes()));
        return ledger;
    }

    private RepairReport repair(VaultRig rig) throws VaultException {
        return rig.vault.repair(rig.bank, RepairOptions.defaults().from(replica), ledger(rig));
    }

    private void walk(ToLongFunction<FaultBank> places, LongFunction<List<FaultRule>> faults) throws Exception {
        FaultBank counting = new FaultBank(given.rig.copy());
        try (VaultRig whole = given.home.beside(counting, CollectRig.LIVELY)) {
            RepairReport report = repair(whole);
            assertTrue(report.whole() && report.found().objects() > 0 && report.rewritten().objects() > 0 && report.taken() > 0, report.toJson().toString());
        }
        long calls = places.applyAsLong(counting);
        assertTrue(calls > 0);
        for (long at = 1; at <= calls; at++) {
            MemoryBank bank = given.rig.copy();
            FaultBank crashing = new FaultBank(bank, faults.apply(at).toArray(FaultRule[]::new));
            try (VaultRig dying = given.home.beside(crashing, CollectRig.IMPATIENT)) {
                repair(dying);
            } catch (VaultException crashed) {
                // As it should be, wherever it is.
            }
            try (VaultRig next = given.home.beside(bank, CollectRig.IMPATIENT)) {
                assertTrue(repair(next).whole(), "after a crash at call " + at);
                ledger(next).verify();
            }
        }
    }

    private void die(Fault fault) throws Exception {
        walk(FaultBank::calls, at -> List.of(FaultRule.on().at(at).then(fault), FaultRule.on().from(at + 1).then(Fault.permanent())));
    }

    @Test
    void aRepairThatDiesBeforeAnyCallHarmsNothing() throws Exception {
        die(Fault.permanent());
    }

    @Test
    void aRepairThatDiesAfterAnyCallWithoutAnAnswerHarmsNothing() throws Exception {
        die(Fault.ambiguous());
    }

    /** Unlike one that crashes it could go on to delete, which needs no room. */
    @Test
    void aRepairThatFindsTheBankFullAtAnyWriteHarmsNothing() throws Exception {
        BankMethod[] writes = {BankMethod.PUT, BankMethod.PUT_IF_ABSENT};
        ToLongFunction<FaultBank> places = bank -> Stream.of(writes).mapToLong(bank::calls).sum();
        walk(places, write -> List.of(FaultRule.on(writes).from(write).then(Fault.full())));
        walk(places, write -> List.of(FaultRule.on(writes).at(write).then(Fault.full())));
    }
}
