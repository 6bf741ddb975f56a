package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.ForwardingBank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.live.LiveSettings;

/** On a bank with object lock nobody can delete data before its time, not even a collection. */
class RetentionTest {
    private static final Duration MONTH = Duration.ofDays(30);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final MemoryBank bank = new MemoryBank(now::get);
    private final VaultRig home = new VaultRig(bank);
    private final VaultRig rig = home.beside(bank, new LiveSettings(Duration.ofHours(1), Duration.ofMillis(50), now::get));
    private final Ledger ledger = new Ledger(rig);

    @AfterEach
    void close() {
        rig.close();
        home.close();
    }

    private void protect(String checkpoint, byte[] bytes) throws Exception {
        try (VaultSession session = rig.writing(checkpoint, 0, options -> options.retain(MONTH))) {
            DataId id = VaultRig.put(session, bytes);
            rig.commit(session);
            ledger.add(checkpoint, id, bytes);
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private CollectReport collect() throws VaultException {
        return rig.vault.collect(bank, CollectOptions.defaults(), ledger);
    }

    private void assertRetained() throws Exception {
        for (String part : new String[] {"/packs/", "/runs/"}) {
            for (Key key : rig.keys(part)) {
                assertEquals(ProblemKind.RETAINED, assertThrows(BankException.class, () -> bank.delete(key), key::toString).kind());
            }
        }
    }

    @Test
    void givenDataThatIsRetained_thenACollectionLeavesItUntilItsTimeIsOver() throws Exception {
        protect("a", CollectRig.random(1, 300_000));
        assertRetained();
        ledger.purge("a");
        pass(MONTH.minusDays(1));
        CollectReport early = collect();
        assertTrue(early.retained().bytes() > 300_000, early.toJson().toString());
        assertTrue(rig.bytes() > 300_000);
        pass(Duration.ofDays(1));
        collect();
        assertTrue(rig.bytes() < 20_000, rig.bytes() + " bytes are left");
    }

    @Test
    void givenDataThatALaterCheckpointNeeds_thenItIsRetainedForThatOne() throws Exception {
        byte[] bytes = CollectRig.random(1, 600_000);
        protect("a", bytes);
        pass(MONTH.minusDays(1));
        protect("b", Arrays.copyOf(bytes, 550_000));
        ledger.purge("a");
        pass(MONTH.minusDays(1));
        for (Key pack : rig.keys("/packs/d/")) {
            assertEquals(ProblemKind.RETAINED, assertThrows(BankException.class, () -> bank.delete(pack)).kind());
        }
        collect();
        ledger.verify();
        ledger.purge("b");
        pass(Duration.ofDays(2));
        collect();
        collect();
        assertTrue(rig.bytes() < 20_000, rig.bytes() + " bytes are left");
    }

    @Test
    void givenWhatVanishedBeforeItWasRetained_thenItsCheckpointIsNotCommitted() throws Exception {
        byte[] bytes = CollectRig.random(1, 300_000);
        ledger.protect("a", bytes);
        try (VaultSession session = rig.writing("b", 0, options -> options.retain(MONTH))) {
            VaultRig.put(session, bytes);
            session.flush();
            for (Key pack : rig.keys("/packs/d/")) {
                bank.delete(pack);
            }
            assertEquals(ProblemKind.DAMAGED, assertThrows(VaultException.class, session::receipt).kind());
        }
    }

    @Test
    void givenABankWithoutObjectLock_thenNothingIsStoredThatWasToBeRetained() throws Exception {
        Bank plain = new ForwardingBank() {
            @Override
            protected Bank bank() {
                return bank;
            }

            @Override
            public BankTraits traits() {
                return BankTraits.builder().atomicPutIfAbsent().listingDelay(Duration.ZERO).build();
            }
        };
        try (VaultRig weak = home.beside(plain)) {
            VaultException refused = assertThrows(VaultException.class, () -> weak.writing("a", 0, options -> options.retain(MONTH)));
            assertEquals(ProblemKind.UNSUPPORTED, refused.kind());
        }
    }
}
