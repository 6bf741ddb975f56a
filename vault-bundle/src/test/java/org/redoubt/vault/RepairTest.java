package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.RepairOptions;
import org.redoubt.api.vault.RepairReport;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.ScrubReport;
import org.redoubt.api.vault.VaultException;
import org.redoubt.independent.IndependentReader;

/** What is lost to the index is found again, what can be read of damaged packs is kept, and a replica heals the rest. */
class RepairTest {
    @TempDir
    private Path folder;
    private final CollectRig given = new CollectRig();
    private final VaultRig rig = given.rig;
    private final byte[] data = CollectRig.random(1, 700_000);

    @AfterEach
    void close() {
        given.close();
    }

    private RepairReport repair() throws VaultException {
        return repair(rig, given.ledger, RepairOptions.defaults());
    }

    private static RepairReport repair(VaultRig rig, Ledger ledger, RepairOptions options) throws VaultException {
        return rig.vault.repair(rig.bank, options, ledger);
    }

    private ScrubReport scrub() throws VaultException {
        return rig.vault.scrub(rig.bank, ScrubOptions.of(CheckDepth.CONTENT), ScrubProgress.NONE);
    }

    private static void flip(VaultRig rig, Key key) throws Exception {
        byte[] bytes = rig.object(key);
        bytes[bytes.length / 2] ^= 1;
        rig.replace(key, bytes);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void indexObjectsAreMadeAgainFromPacks(boolean missing) throws Exception {
        DataId id = given.ledger.protect("a", data);
        given.ledger.protect("b", CollectRig.random(2, 300_000));
        for (Key run : rig.keys("/runs/")) {
            if (missing) {
                rig.bank.delete(run);
            } else {
                flip(rig, run);
            }
        }
        RepairReport report = repair();
        assertTrue(report.whole() && report.lost() > 0, report.toJson().toString());
        assertEquals(rig.keys("/packs/").size(), report.found().objects());
        assertEquals(missing ? 0 : 2, report.dropped());
        given.ledger.verify();
        assertEquals(0, repair().lost(), "a second one finds nothing to do");
        if (!missing) {
            assertTrue(scrub().sound(), "what was damaged is gone");
        }
        given.collect();
        given.ledger.verify();
        independent().restore(id.toString(), folder.resolve("a"));
        assertArrayEquals(data, Files.readAllBytes(folder.resolve("a")));
    }

    private IndependentReader independent() throws Exception {
        Path objects = Files.createDirectories(folder.resolve("objects"));
        for (Key key : rig.keys("")) {
            Path file = objects.resolve(key.toString());
            Files.createDirectories(file.getParent());
            Files.write(file, rig.object(key));
        }
        return new IndependentReader(objects, rig.home().resolve("etc/keys/vault.key"));
    }

    @Test
    void whatCanBeReadOfADamagedPackIsStoredAnewAndThePackIsCollectedWhenTheRestIsHealed() throws Exception {
        given.ledger.protect("a", data);
        Key pack = rig.keys("/packs/d/").getFirst();
        flip(rig, pack);
        assertFalse(scrub().sound());
        RepairReport report = repair();
        assertEquals(1, report.rewritten().objects());
        assertEquals(1, report.left());
        assertFalse(report.notices().isEmpty());
        given.ledger.protect("b", data);
        given.ledger.verify();
        for (Key run : rig.keys("/runs/")) {
            rig.bank.delete(run);
        }
        assertTrue(repair().whole());
        given.ledger.verify();
        given.collect();
        assertFalse(rig.keys("/packs/d/").contains(pack));
        given.ledger.verify();
        assertTrue(scrub().sound());
        assertEquals(0, repair().lost());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/packs/d/", "/packs/m/", "/packs/"})
    void aReplicaHealsWhatIsLost(String where) throws Exception {
        given.ledger.protect("a", data);
        given.ledger.protect("b", CollectRig.random(2, 300_000));
        try (VaultRig other = rig.beside(rig.copy(UUID.randomUUID().toString()))) {
            for (Key pack : rig.keys(where)) {
                rig.bank.delete(pack);
            }
            assertFalse(scrub().sound());
            RepairOptions options = RepairOptions.defaults().from(other.bank);
            List<Key> before = rig.keys("");
            assertTrue(repair(rig, given.ledger, options.dryRun()).taken() > 0);
            assertEquals(before, rig.keys(""));
            RepairReport report = repair(rig, given.ledger, options);
            assertTrue(report.whole() && report.taken() > 0, report.toJson().toString());
        }
        given.ledger.verify();
        given.collect();
        assertTrue(scrub().sound());
    }

    /** Again and again, as the names of packs are drawn, and the order of names must not decide. */
    @RepeatedTest(6)
    void ofTwoPacksTheOneCountsOfWhichNothingIsLost() throws Exception {
        given.ledger.protect("a", data);
        Key pack = rig.keys("/packs/d/").getFirst();
        flip(rig, pack);
        scrub();
        assertEquals(1, repair().rewritten().objects());
        given.ledger.protect("b", data);
        scrub();

        given.collect();

        assertFalse(rig.keys("/packs/d/").contains(pack));
        given.ledger.verify();
        assertTrue(scrub().sound());
        assertEquals(0, repair().rewritten().objects());
    }

    @Test
    void anotherVaultHealsNothing() throws Exception {
        given.ledger.protect("a", data);
        try (VaultRig other = new VaultRig()) {
            other.store(data);
            VaultRig beside = rig.beside(other.bank);
            assertEquals(ProblemKind.DENIED, assertThrows(VaultException.class,
                    () -> repair(rig, given.ledger, RepairOptions.defaults().from(other.bank))).kind());
            beside.close();
        }
    }

    @Test
    void aSoundVaultIsLeftAlone() throws Exception {
        given.ledger.protect("a", data);
        List<Key> before = rig.keys("");
        RepairReport report = repair();
        assertTrue(report.whole());
        assertEquals(0, report.lost());
        assertEquals(before, rig.keys(""));
    }

    @Test
    void aDamagedIndexObjectStaysForAsLongAsSomethingIsLost() throws Exception {
        given.ledger.protect("a", data);
        Key run = rig.keys("/runs/").getFirst();
        byte[] good = rig.object(run);
        Key pack = rig.keys("/packs/d/").getFirst();
        byte[] packed = rig.object(pack);
        flip(rig, run);
        rig.bank.delete(pack);
        RepairReport report = repair();
        assertFalse(report.whole());
        assertEquals(0, report.dropped());
        rig.replace(run, good);
        rig.replace(pack, packed);
        given.ledger.verify();
    }
}
