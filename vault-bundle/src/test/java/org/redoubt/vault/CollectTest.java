package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.MemoryBank;

/** What nobody needs goes, and what anybody needs stays. */
class CollectTest {
    private final CollectRig given = new CollectRig();
    private final VaultRig rig = given.rig;
    private final Ledger ledger = given.ledger;

    @AfterEach
    void close() {
        given.close();
    }

    @Test
    void whatOnlyAPurgedCheckpointNeededIsGoneAndTheRestVerifies() throws Exception {
        ledger.protect("a", CollectRig.random(1, 3_000_000));
        ledger.protect("b", CollectRig.random(2, 500_000));
        long before = rig.bytes();
        ledger.purge("a");
        CollectReport report = given.collect();
        assertTrue(report.deleted().bytes() > 2_900_000, report.toJson().toString());
        assertTrue(before - rig.bytes() > 2_900_000);
        ledger.verify();
        given.assertSmall();
    }

    @Test
    void withNothingToDoNothingIsStored() throws Exception {
        ledger.protect("a", CollectRig.random(1, 300_000));
        List<Key> before = rig.keys("");
        assertEquals(0, given.collect().deleted().objects());
        assertEquals(before, rig.keys(""));
    }

    @Test
    void aDryRunTellsAndDoesNothing() throws Exception {
        ledger.protect("a", CollectRig.random(1, 3_000_000));
        ledger.protect("b", CollectRig.random(2, 500_000));
        ledger.purge("a");
        List<Key> before = rig.keys("");
        CollectReport report = rig.vault.collect(rig.bank, CollectOptions.defaults().dryRun(), ledger);
        assertTrue(report.dryRun());
        assertTrue(report.deleted().bytes() > 2_900_000);
        assertEquals(before, rig.keys(""));
    }

    @Test
    void packsThatAreHalfDeadAreStoredAnew() throws Exception {
        // All in one pack, in whatever order.
        byte[] kept = CollectRig.random(3, 300_000);
        byte[] both = CollectRig.random(3, 800_000);
        ledger.protect("a", both);
        ledger.protect("b", kept);
        ledger.purge("a");
        CollectReport report = given.collect();
        assertTrue(report.repacked().objects() > 0, report.toJson().toString());
        ledger.verify();
        given.assertSmall();
        assertEquals(0, given.collect().deleted().objects(), "a second collection finds nothing");
    }

    @Test
    void noMoreIsRepackedThanIsAllowed() throws Exception {
        byte[] kept = CollectRig.random(3, 2_000_000);
        byte[] both = Arrays.copyOf(kept, 4_000_000);
        ledger.protect("a", both);
        ledger.protect("b", Arrays.copyOf(kept, 1_000_000));
        ledger.purge("a");
        CollectReport report = rig.vault.collect(rig.bank, CollectOptions.defaults().maxRepack(0), ledger);
        assertEquals(0, report.repacked().objects());
        ledger.verify();
    }

    @Test
    void asMuchIsRepackedAsIsAllowedTheWorstFirst() throws Exception {
        int[] kept = {600_000, 400_000, 200_000};
        for (int i = 0; i < kept.length; i++) {
            byte[] all = CollectRig.random(40 + i, 800_000);
            ledger.protect("gone" + i, all);
            ledger.protect("kept" + i, Arrays.copyOf(all, kept[i]));
            ledger.purge("gone" + i);
        }
        CollectReport one = rig.vault.collect(rig.bank, CollectOptions.defaults().maxRepack(1_000_000), ledger);
        assertTrue(one.repacked().bytes() <= 1_000_000, one.toJson().toString());
        assertTrue(one.repacked().bytes() - one.written().bytes() > 400_000, "the one of which most was dead: " + one.toJson());
        ledger.verify();
        CollectReport rest = given.collect();
        assertTrue(rest.repacked().bytes() > 1_000_000, rest.toJson().toString());
        ledger.verify();
        given.assertSmall();
    }

    @Test
    void howeverOftenSomethingChangesAndIsDeletedNoMoreThanATwentiethIsDead() throws Exception {
        Random random = new Random(9);
        byte[] bytes = CollectRig.random(9, 3_000_000);
        for (int cycle = 0; cycle < 40; cycle++) {
            // Each has most of the one before, so that packs lose what is in them bit by bit.
            byte[] changed = CollectRig.random(100 + cycle, 200_000);
            System.arraycopy(changed, 0, bytes, random.nextInt(bytes.length - changed.length), changed.length);
            ledger.protect("c" + cycle, bytes.clone());
            ledger.purge("c" + (cycle - 3));
            given.collect();
            CollectReport left = rig.vault.collect(rig.bank, CollectOptions.defaults().dryRun(), ledger);
            assertTrue(left.dead().bytes() * 20 <= left.packs().bytes(), () -> left.toJson().toString());
        }
        ledger.verify();
        given.assertSmall();
    }

    @Test
    void manyLittleRunsBecomeOne() throws Exception {
        for (int i = 0; i < 12; i++) {
            ledger.protect("c" + i, CollectRig.random(i, 100_000));
        }
        given.collect();
        assertEquals(1, rig.keys("/runs/").size());
        ledger.verify();
        for (int i = 0; i < 11; i++) {
            ledger.purge("c" + i);
        }
        given.collect();
        ledger.verify();
        given.assertSmall();
    }

    @Test
    void manyTinyPacksBecomeFew() throws Exception {
        for (int i = 0; i < 20; i++) {
            ledger.protect("c" + i, CollectRig.random(i, 30_000));
        }
        int before = rig.keys("/packs/").size();
        assertTrue(before >= 40, before + " packs");
        assertEquals(0, rig.vault.collect(rig.bank, CollectOptions.defaults().maxRepack(0), ledger).repacked().objects());
        CollectReport report = given.collect();
        assertEquals(before, report.repacked().objects());
        assertEquals(2, rig.keys("/packs/").size());
        ledger.verify();
        given.assertSmall();
        assertEquals(0, given.collect().repacked().objects(), "a second collection finds nothing");
    }

    @Test
    void whatWasStoredForNothingGoes() throws Exception {
        ledger.protect("a", CollectRig.random(16, 100_000));
        try (VaultSession session = rig.writing("lost", 0)) {
            VaultRig.put(session, CollectRig.random(17, 2_000_000));
            session.flush();
            rig.fence(session);
        }
        given.collect();
        assertEquals(1, rig.keys("/runs/").size());
        ledger.verify();
        given.assertSmall();
    }

    @Test
    void nothingIsDeletedWhileACheckpointCannotBeRead() throws Exception {
        ledger.protect("a", CollectRig.random(18, 1_000_000));
        ledger.protect("b", CollectRig.random(19, 1_000_000));
        ledger.purge("a");
        for (Key pack : rig.keys("/packs/m/")) {
            byte[] bytes = rig.object(pack);
            bytes[bytes.length / 3] ^= 1;
            rig.replace(pack, bytes);
        }
        List<Key> before = rig.keys("");
        VaultException e = assertThrows(VaultException.class, given::collect);
        assertEquals(ProblemKind.DAMAGED, e.kind());
        assertEquals("b", e.problem().subject().orElse(""));
        assertEquals(before, rig.keys(""));
    }

    @Test
    void nothingIsDeletedWhileARunIsDamaged() throws Exception {
        ledger.protect("a", CollectRig.random(20, 1_000_000));
        ledger.protect("b", CollectRig.random(21, 1_000_000));
        ledger.purge("a");
        Key run = rig.keys("/runs/").getFirst();
        byte[] bytes = rig.object(run);
        bytes[bytes.length - 1] ^= 1;
        rig.replace(run, bytes);
        List<Key> before = rig.keys("");
        assertEquals(ProblemKind.DAMAGED, assertThrows(VaultException.class, given::collect).kind());
        assertEquals(before, rig.keys(""));
    }

    @Test
    void whatTheBankRetainsGoesWhenItMay() throws Exception {
        Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
        MemoryBank bank = new MemoryBank(() -> now[0]);
        try (VaultRig locked = new VaultRig(bank)) {
            Ledger there = new Ledger(locked);
            there.protect("a", CollectRig.random(22, 1_000_000));
            there.protect("b", CollectRig.random(23, 1_000_000));
            there.purge("a");
            for (Key pack : locked.keys("/packs/")) {
                bank.retain(pack, now[0].plusSeconds(3600));
            }
            int packs = locked.keys("/packs/").size();
            CollectReport report = locked.vault.collect(bank, CollectOptions.defaults(), there);
            assertTrue(report.retained().objects() > 0);
            assertEquals(packs, locked.keys("/packs/").size());
            there.verify();
            there.protect("c", CollectRig.random(22, 1_000_000));
            there.verify();
            now[0] = now[0].plusSeconds(7200);
            locked.vault.collect(bank, CollectOptions.defaults(), there);
            assertFalse(locked.keys("/packs/").size() > packs);
            there.verify();
        }
    }

    @Test
    void aDamagedDecisionOfACollectionHidesNothingAndNothingIsStoredOrDeleted() throws Exception {
        ledger.protect("a", CollectRig.random(26, 1_000_000));
        ledger.protect("b", CollectRig.random(27, 1_000_000));
        ledger.purge("a");
        given.collect();
        Key decision = rig.keys("/decision").getFirst();
        byte[] bytes = rig.object(decision);
        bytes[bytes.length / 2] ^= 1;
        rig.replace(decision, bytes);
        ledger.verify();
        try (VaultRig fresh = given.home.beside(rig.bank, CollectRig.LIVELY)) {
            List<Key> before = rig.keys("");
            assertEquals(decision.toString(), assertThrows(VaultException.class, fresh::writing).problem().subject().orElse(""));
            assertThrows(VaultException.class, () -> fresh.vault.collect(rig.bank, CollectOptions.defaults(), ledger));
            assertEquals(before, rig.keys(""));
        }
    }
}
