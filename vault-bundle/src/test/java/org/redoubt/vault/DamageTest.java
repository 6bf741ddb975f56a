package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.Damage;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;

/** Damage of every kind to every kind of object is noticed and named, and what it does not touch can still be read. */
class DamageTest {
    private final VaultRig rig = new VaultRig();
    private final byte[] victim = random(1, 700_000);
    private final byte[] other = random(2, 700_000);
    private DataId victimId;
    private DataId otherId;
    private List<Key> victimPacks;
    private List<Key> victimMeta;
    private List<Key> victimRuns;

    /** What can happen to an object. */
    enum Harm {
        FLIPPED,
        CUT_OFF,
        EMPTY,
        MISSING,
        SWAPPED
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @BeforeEach
    void given() throws Exception {
        victimId = rig.store(victim);
        victimPacks = rig.keys("packs/d/");
        victimMeta = rig.keys("packs/m/");
        victimRuns = rig.keys("runs/");
        otherId = rig.store(other);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void harm(Harm harm, Key key, int at) throws Exception {
        byte[] bytes = rig.object(key);
        switch (harm) {
            case FLIPPED -> {
                bytes[at] ^= 0x10;
                rig.replace(key, bytes);
            }
            case CUT_OFF -> rig.replace(key, Arrays.copyOf(bytes, at));
            case EMPTY -> rig.replace(key, new byte[0]);
            case MISSING -> rig.bank.delete(key);
            case SWAPPED -> {
                String folder = key.toString().substring(0, key.toString().lastIndexOf('/'));
                Key partner = rig.keys(folder).stream().filter(k -> !k.equals(key)).findFirst().orElseThrow();
                byte[] theirs = rig.object(partner);
                rig.replace(key, theirs);
            }
        }
    }

    private static VaultException assertDamaged(Key object, ThrowingCall call) {
        VaultException e = assertThrows(VaultException.class, call::run);
        assertEquals(ProblemKind.DAMAGED, e.kind(), e.getMessage());
        assertEquals(Optional.of(object.toString()), e.problem().subject());
        return e;
    }

    private interface ThrowingCall {
        void run() throws Exception;
    }

    @ParameterizedTest
    @EnumSource(Harm.class)
    void aHarmedPackOfDataIsNamedAndTheRestReads(Harm harm) throws Exception {
        Key pack = victimPacks.getFirst();
        harm(harm, pack, 300_000);
        try (VaultSession session = rig.reading()) {
            assertDamaged(pack, () -> VaultRig.readAll(session, victimId));
            List<Damage> damage = session.verify(victimId, n -> { });
            assertFalse(damage.isEmpty());
            assertTrue(damage.stream().allMatch(d -> d.object().equals(pack.toString()) && d.entry().isEmpty()), damage.toString());
            assertArrayEquals(other, VaultRig.readAll(session, otherId));
            assertEquals(List.of(), session.verify(otherId, n -> { }));
            readAround(session, damage);
        }
    }

    /** Every byte that no damage covers is there. */
    private void readAround(VaultSession session, List<Damage> damage) throws Exception {
        try (DataReader reader = session.open(victimId)) {
            for (int at = 0; at < victim.length; at += 10_000) {
                int n = Math.min(10_000, victim.length - at);
                long begin = at;
                boolean touched = damage.stream().anyMatch(d -> d.offset() < begin + n && d.offset() + d.length() > begin);
                if (!touched) {
                    assertArrayEquals(Arrays.copyOfRange(victim, at, at + n), VaultRig.read(reader, at, n));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Harm.class, names = {"FLIPPED", "EMPTY", "MISSING"})
    void aHarmedConfigIsNamedAndNobodyIsToldThatTheRestCouldBeRead(Harm harm) throws Exception {
        Key config = Key.of("vault/config");
        harm(harm, config, 5);
        VaultException damaged = assertDamaged(config, rig::reading);
        assertTrue(damaged.problem().hint().orElse("").contains("no data in this bank can be read"), damaged.problem().toString());
    }

    @Test
    void oneFlippedBitCostsOneChunk() throws Exception {
        harm(Harm.FLIPPED, victimPacks.getFirst(), 300_000);
        try (VaultSession session = rig.reading()) {
            List<Damage> damage = session.verify(victimId, n -> { });
            assertEquals(1, damage.size());
            assertTrue(damage.getFirst().length() <= 256 << 10);
        }
    }

    @Test
    void aPackWhoseDirectoryIsDamagedIsNamedByVerifyAndReadsWell() throws Exception {
        Key pack = victimPacks.getFirst();
        harm(Harm.FLIPPED, pack, rig.object(pack).length - 60);
        try (VaultSession session = rig.reading()) {
            List<Damage> damage = session.verify(victimId, n -> { });
            assertEquals(List.of(pack.toString()), damage.stream().map(Damage::object).toList());
            assertEquals(0, damage.getFirst().length());
            assertArrayEquals(victim, VaultRig.readAll(session, victimId));
        }
    }

    @ParameterizedTest
    @EnumSource(Harm.class)
    void aHarmedPackOfMetadataIsNamedAndTheRestReads(Harm harm) throws Exception {
        Key pack = victimMeta.getFirst();
        harm(harm, pack, 100);
        try (VaultSession session = rig.reading()) {
            assertDamaged(pack, () -> session.open(victimId));
            List<Damage> damage = session.verify(victimId, n -> { });
            assertEquals(List.of(pack.toString()), damage.stream().map(Damage::object).toList());
            assertArrayEquals(other, VaultRig.readAll(session, otherId));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Harm.class, names = "MISSING", mode = EnumSource.Mode.EXCLUDE)
    void aHarmedRunIsNamedAndTheRestReads(Harm harm) throws Exception {
        Key run = victimRuns.getFirst();
        harm(harm, run, 100);
        try (VaultSession session = rig.reading()) {
            assertDamaged(run, () -> session.open(victimId));
            assertEquals(List.of(run.toString()), session.verify(victimId, n -> { }).stream().map(Damage::object).toList());
            assertArrayEquals(other, VaultRig.readAll(session, otherId));
        }
        // Writing goes on too: what only that run named is stored again.
        assertEquals(victimId, rig.store(victim));
        try (VaultSession session = rig.reading()) {
            assertArrayEquals(victim, VaultRig.readAll(session, victimId));
        }
    }

    @Test
    void whatOnlyAMissingRunNamedIsNotFoundAndVerifySaysSo() throws Exception {
        rig.bank.delete(victimRuns.getFirst());
        try (VaultSession session = rig.reading()) {
            assertEquals(ProblemKind.NOT_FOUND, assertThrows(VaultException.class, () -> session.open(victimId)).kind());
            assertEquals(1, session.verify(victimId, n -> { }).size());
            assertArrayEquals(other, VaultRig.readAll(session, otherId));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Harm.class, names = "SWAPPED", mode = EnumSource.Mode.EXCLUDE)
    void aHarmedConfigIsNamedAndNoNewVaultTakesItsPlace(Harm harm) throws Exception {
        Key config = rig.keys("config").getFirst();
        harm(harm, config, 30);
        assertDamaged(config, rig::reading);
        assertDamaged(config, rig::writing);
    }

    @Test
    void aNewerVersionOfAnObjectIsRefusedInWords() throws Exception {
        Key config = rig.keys("config").getFirst();
        byte[] bytes = rig.object(config);
        bytes[5] = 2;
        rig.replace(config, bytes);
        assertTrue(assertDamaged(config, rig::reading).getMessage().contains("format version 2"));
    }

    @Test
    void aTreeWithADamagedNodeGivesAllEntriesButThoseOfTheNode() throws Exception {
        DataId id;
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            for (int i = 0; i < 5_000; i++) {
                TreeTest.write(tree, TreeTest.file(String.format("f%05d", i), 1), ByteBuffer.allocate(8).putLong(i).array());
            }
            id = tree.commit();
            rig.commit(session);
        }
        Key pack = newest("packs/m/", victimMeta);
        harm(Harm.FLIPPED, pack, 20_000);
        try (VaultSession session = rig.reading(); TreeReader tree = session.openTree(id);
                TreeReader.Cursor cursor = tree.entries()) {
            int read = 0;
            int failed = 0;
            boolean more = true;
            while (more) {
                try {
                    Optional<TreeEntry> next = cursor.next();
                    more = next.isPresent();
                    read += more ? 1 : 0;
                } catch (VaultException e) {
                    assertEquals(ProblemKind.DAMAGED, e.kind());
                    failed++;
                }
            }
            assertEquals(1, failed);
            assertTrue(read > 4_000 && read < 5_000, "read " + read);
            List<Damage> damage = session.verify(id, n -> { });
            assertEquals(1, damage.size());
            assertEquals(pack.toString(), damage.getFirst().object());
            assertTrue(damage.getFirst().reason().contains(5_000 - read + " in all"), damage.toString());
        }
    }

    @Test
    void aDamagedFileOfATreeIsNamedByItsPath() throws Exception {
        DataId id;
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            TreeTest.write(tree, TreeTest.file("good", 1), random(8, 50_000));
            TreeTest.write(tree, TreeTest.file("sub/bad", 1), random(9, 50_000));
            id = tree.commit();
            rig.commit(session);
        }
        Key pack = newest("packs/d/", victimPacks);
        harm(Harm.FLIPPED, pack, 80_000);
        try (VaultSession session = rig.reading(); TreeReader tree = session.openTree(id)) {
            assertEquals(List.of("sub/bad"), session.verify(id, n -> { }).stream().map(Damage::entry).distinct().toList());
            try (DataReader good = tree.open(TreePath.of("good"))) {
                assertArrayEquals(random(8, 50_000), VaultRig.read(good, 0, 50_000));
            }
        }
    }

    /** The pack that was made last: neither the victim's nor the other stream's. */
    private Key newest(String folder, List<Key> before) throws Exception {
        List<Key> keys = new java.util.ArrayList<>(rig.keys(folder));
        keys.removeAll(before);
        try (VaultSession session = rig.reading()) {
            keys.removeIf(key -> {
                try {
                    byte[] bytes = rig.object(key);
                    rig.bank.delete(key);
                    boolean others = !session.verify(otherId, n -> { }).isEmpty();
                    rig.replace(key, bytes);
                    return others;
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }
        return keys.getFirst();
    }
}
