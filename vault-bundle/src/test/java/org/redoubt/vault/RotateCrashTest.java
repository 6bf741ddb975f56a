package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redoubt.api.access.Secret;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultKey;
import org.redoubt.api.vault.VaultKeys;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;

/** New keys that somebody was drawing who died, or for which there was no room, lock nobody out. */
class RotateCrashTest {
    private static final byte[] BYTES = "what nobody else should read".getBytes();

    private static String keyFile(VaultRig home) throws Exception {
        return Files.readString(home.home().resolve("etc/keys/vault.key"));
    }

    private static VaultKeys keys(VaultRig rig, String with) {
        return rig.vault.keys(rig.bank, List.of(new Secret(with.toCharArray())));
    }

    private static void assertReads(VaultRig home, MemoryBank bank, DataId id) throws Exception {
        try (VaultRig fresh = home.beside(bank); VaultSession session = fresh.reading()) {
            assertArrayEquals(BYTES, VaultRig.readAll(session, id));
        }
    }

    /** Two homes with a key each, in every case of their own, as a home remembers what it has seen. */
    private static void walk(ToLongFunction<FaultBank> places, LongFunction<List<FaultRule>> faults) throws Exception {
        long calls = 1;
        for (long at = 0; at <= calls; at++) {
            try (VaultRig owner = new VaultRig(); VaultRig other = new VaultRig()) {
                DataId id = owner.store(BYTES);
                keys(other.beside(owner.bank), keyFile(owner)).addOwn();
                String second = keyFile(other);
                MemoryBank bank = owner.copy();
                FaultBank cut = new FaultBank(bank, (at == 0 ? List.<FaultRule>of() : faults.apply(at)).toArray(FaultRule[]::new));
                boolean done = false;
                try (VaultRig dying = owner.beside(cut)) {
                    done = keys(dying, second).rotate() == 2;
                } catch (VaultException died) {
                    // As it should be, wherever it is.
                }
                if (at == 0) {
                    assertTrue(done);
                    calls = places.applyAsLong(cut);
                }
                assertReads(owner, bank, id);
                assertReads(other, bank, id);
                try (VaultRig next = owner.beside(bank)) {
                    int before = keys(next, second).list().stream().mapToInt(VaultKey::generation).max().orElseThrow();
                    assertEquals(before + 1, keys(next, second).rotate(), "after a crash at call " + at);
                    assertEquals(2, keys(next, second).list().stream().filter(VaultKey::current).count(), "after a crash at call " + at);
                    assertEquals(2, next.keys("/keys/").size(), "after a crash at call " + at);
                }
                assertReads(owner, bank, id);
                assertReads(other, bank, id);
            }
        }
    }

    private static void die(Fault fault) throws Exception {
        walk(FaultBank::calls, at -> List.of(FaultRule.on().at(at).then(fault), FaultRule.on().from(at + 1).then(Fault.permanent())));
    }

    @Test
    void whoeverDiesBeforeAnyCallLocksNobodyOut() throws Exception {
        die(Fault.permanent());
    }

    @Test
    void whoeverDiesAfterAnyCallWithoutAnAnswerLocksNobodyOut() throws Exception {
        die(Fault.ambiguous());
    }

    @Test
    void aBankThatIsFullAtAnyWriteLocksNobodyOut() throws Exception {
        BankMethod[] writes = {BankMethod.PUT, BankMethod.PUT_IF_ABSENT};
        ToLongFunction<FaultBank> places = bank -> Stream.of(writes).mapToLong(bank::calls).sum();
        walk(places, write -> List.of(FaultRule.on(writes).from(write).then(Fault.full())));
        walk(places, write -> List.of(FaultRule.on(writes).at(write).then(Fault.full())));
    }
}
