package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.access.Secret;
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
import org.redoubt.api.vault.VaultKeys;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.key.KeyHome;
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
            commit(session, checkpoint);
            ledger.add(checkpoint, id, bytes);
        }
    }

    /** As an engine does, that has decisions retained as well. */
    private void commit(VaultSession session, String checkpoint) throws Exception {
        rig.commit(session);
        bank.retain(Key.of("commits/" + checkpoint + "/0"), now.get().plus(MONTH));
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

    /** Takes away all that the bank lets go, as somebody would who has its password. */
    private void deleteAll() throws BankException {
        for (Key key : rig.keys("")) {
            try {
                bank.delete(key);
            } catch (BankException e) {
                assertEquals(ProblemKind.RETAINED, e.kind());
            }
        }
    }

    @Test
    void givenACheckpointThatIsRetained_thenItCanBeReadUntilThenWhoeverDeletesEverything() throws Exception {
        byte[] bytes = CollectRig.random(1, 600_000);
        ledger.protect("a", Arrays.copyOf(bytes, 300_000));
        protect("b", bytes);
        ledger.purge("a");
        pass(MONTH.minusSeconds(1));
        deleteAll();
        ledger.verify();
        pass(Duration.ofSeconds(2));
        deleteAll();
        assertEquals(0, rig.keys("/").size());
    }

    @Test
    void givenACollectionThatHasMergedIndexObjects_thenWhatStandsInForThemIsRetainedAsLong() throws Exception {
        byte[] bytes = CollectRig.random(1, 600_000);
        ledger.protect("a", Arrays.copyOf(bytes, 300_000));
        ledger.protect("waste", CollectRig.random(2, 300_000));
        protect("b", bytes);
        ledger.purge("a");
        ledger.purge("waste");
        CollectReport report = collect();
        assertTrue(report.deleted().bytes() > 300_000, report.toJson().toString());
        assertTrue(report.retained().objects() > 0, report.toJson().toString());
        pass(MONTH.minusSeconds(1));
        deleteAll();
        ledger.verify();
    }

    @Test
    void givenASessionThatCommitsAfterACollectionWasDecided_thenWhatStandsInForIndexObjectsIsRetainedForItToo() throws Exception {
        byte[] bytes = CollectRig.random(1, 600_000);
        ledger.protect("a", bytes);
        ledger.protect("waste", CollectRig.random(2, 300_000));
        ledger.purge("waste");
        try (VaultSession session = rig.writing("b", 0, options -> options.retain(MONTH))) {
            DataId id = VaultRig.put(session, bytes);
            session.flush();
            assertTrue(collect().deleted().bytes() > 300_000);
            commit(session, "b");
            ledger.add("b", id, bytes);
        }
        ledger.purge("a");
        deleteAll();
        ledger.verify();
    }

    @Test
    void givenPacksThatAreRetained_thenTheyAreNeitherStoredAnewNorTakenFromLaterCheckpoints() throws Exception {
        byte[] bytes = CollectRig.random(1, 900_000);
        protect("a", bytes);
        protect("b", Arrays.copyOf(bytes, 300_000));
        ledger.purge("a");
        CollectReport report = collect();
        assertEquals(0, report.repacked().objects());
        assertEquals(report.retained(), rig.vault.collect(bank, CollectOptions.defaults().dryRun(), ledger).retained());
        try (VaultSession session = rig.writing("c", 0)) {
            VaultRig.put(session, bytes);
            session.flush();
            assertTrue(session.totals().newBytes() < 100_000, session.totals().toString());
        }
    }

    @Test
    void givenKeysThatAreRetained_thenTheyStayUntilThenAndRotatedOnesStayAsLong() throws Exception {
        protect("a", CollectRig.random(1, 300_000));
        VaultKeys keys = rig.vault.keys(bank, List.of());
        String old = keys.list().getFirst().id();
        try (Secret other = new Secret(KeyHome.in(home.home().resolve("other")).makeKey().toCharArray())) {
            keys = rig.vault.keys(bank, List.of(other));
            keys.add(other);
            VaultKeys both = keys;
            VaultException refused = assertThrows(VaultException.class, () -> both.remove(old));
            assertEquals(ProblemKind.RETAINED, refused.kind());
            assertTrue(refused.problem().message().contains("2026-01-31T00:00:00Z"), refused.problem().message());
            keys.rotate();
        }
        deleteAll();
        ledger.verify();
        pass(MONTH.plusSeconds(1));
        keys.rotate();
        assertTrue(rig.keys("/keys/").stream().allMatch(key -> key.name().startsWith("00000003-")), rig.keys("/keys/").toString());
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
