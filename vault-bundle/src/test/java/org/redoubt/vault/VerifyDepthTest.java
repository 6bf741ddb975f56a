package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.redoubt.api.bank.Key;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.Damage;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.MemoryBank;

/** A stream or tree is checked as closely as is asked for, and what is damaged is named as exactly at each depth. */
class VerifyDepthTest {
    private static final int LENGTH = 5 * VaultRig.PACK / 2;

    private final MemoryBank store = new MemoryBank();
    private final PackReads reading = new PackReads(store, "/packs/d/");
    private final VaultRig rig = new VaultRig(reading);
    private DataId other;
    private List<Key> before;
    private DataId victim;

    @BeforeEach
    void protect() throws Exception {
        other = rig.store(CollectRig.random(2, 100_000));
        before = rig.keys("/packs/");
        victim = rig.store(CollectRig.random(1, LENGTH));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Key pack(String area) throws Exception {
        List<Key> packs = new ArrayList<>(rig.keys("/packs/" + area + "/"));
        packs.removeAll(before);
        return packs.getFirst();
    }

    private void harm(String how, Key key) throws Exception {
        byte[] bytes = rig.object(key);
        switch (how) {
            case "flipped" -> {
                bytes[bytes.length / 2] ^= 0x10;
                rig.replace(key, bytes);
            }
            case "cut" -> rig.replace(key, Arrays.copyOf(bytes, bytes.length / 2));
            case "missing" -> rig.bank.delete(key);
            default -> throw new AssertionError(how);
        }
    }

    /** The last column says the first depth that finds it. */
    @ParameterizedTest
    @CsvSource({"d, flipped, HASHES", "d, cut, OBJECTS", "d, missing, OBJECTS", "m, flipped, OBJECTS", "m, cut, OBJECTS", "m, missing, OBJECTS"})
    void damageIsFoundAtTheDepthThatLooksForItAndAtEveryDeeperOne(String area, String how, CheckDepth first) throws Exception {
        Key pack = pack(area);
        harm(how, pack);
        List<Damage> whole = verify(victim, CheckDepth.CONTENT);
        assertTrue(!whole.isEmpty() && whole.stream().allMatch(damage -> damage.object().equals(pack.toString())), whole.toString());
        for (CheckDepth depth : CheckDepth.values()) {
            List<Damage> found = verify(victim, depth);
            assertEquals(depth.compareTo(first) < 0 ? List.of() : parts(whole), parts(found), depth.word());
            assertEquals(List.of(), verify(other, depth), "the rest is sound");
        }
    }

    /** By a session of its own, that has read nothing yet. */
    private List<Damage> verify(DataId id, CheckDepth depth) throws Exception {
        try (VaultSession session = rig.reading()) {
            return session.verify(id, depth, n -> { });
        }
    }

    private static List<String> parts(List<Damage> damage) {
        return damage.stream().filter(one -> one.length() > 0).map(one -> one.offset() + "+" + one.length() + " " + one.object()).sorted().toList();
    }

    @ParameterizedTest
    @EnumSource(CheckDepth.class)
    void whatIsSoundIsSoundAndAllOfItIsCounted(CheckDepth depth) throws Exception {
        AtomicLong counted = new AtomicLong();
        reading.forget();
        try (VaultSession session = rig.reading()) {
            assertEquals(List.of(), session.verify(victim, depth, counted::addAndGet));
        }
        assertEquals(LENGTH, counted.get());
        switch (depth) {
            case OBJECTS -> assertEquals(List.of(), reading.reads());
            case HASHES -> assertEquals(rig.keys("/packs/d/").size() - 1, reading.reads().size(), "each is read once");
            case CONTENT -> assertTrue(reading.reads().size() > 1);
        }
    }

    @ParameterizedTest
    @EnumSource(CheckDepth.class)
    void whatAnotherProcessHasStoredSinceTheSessionBeganIsLookedAtToo(CheckDepth depth) throws Exception {
        try (VaultRig process = rig.beside(rig.bank); VaultSession session = rig.reading()) {
            before = rig.keys("/packs/");
            DataId late = process.store(CollectRig.random(3, 100_000));
            Key pack = pack("d");
            rig.bank.delete(pack);
            assertEquals(List.of(pack.toString()), session.verify(late, depth, n -> { }).stream().map(Damage::object).distinct().toList());
        }
    }

    @Test
    void aPackThatSeveralNeedIsReadOnceInASession() throws Exception {
        List<DataId> ids = new ArrayList<>();
        try (VaultSession session = rig.writing()) {
            for (int i = 0; i < 5; i++) {
                ids.add(VaultRig.put(session, CollectRig.random(10 + i, 50_000)));
            }
            rig.commit(session);
        }
        reading.forget();
        try (VaultSession session = rig.reading()) {
            for (DataId id : ids) {
                assertEquals(List.of(), session.verify(id, CheckDepth.HASHES, n -> { }));
            }
        }
        assertEquals(1, reading.reads().size());
    }

    @Test
    void damageBesideWhatIsNeededIsToldAsSuch() throws Exception {
        Key pack = pack("d");
        byte[] bytes = rig.object(pack);
        bytes[bytes.length - 60] ^= 1;
        rig.replace(pack, bytes);
        List<Damage> found = verify(victim, CheckDepth.HASHES);
        assertEquals(List.of(pack.toString()), found.stream().map(Damage::object).toList());
        assertEquals(0, found.getFirst().length());
        assertTrue(found.getFirst().reason().endsWith("What is needed of it can be read."), found.toString());
    }

    @Test
    void whatIsLostOfATreeIsToldByItsEntries() throws Exception {
        DataId tree;
        try (VaultSession session = rig.writing()) {
            try (TreeWriter writer = session.createTree(DataHints.none())) {
                TreeTest.write(writer, TreeTest.file("lost", 1), CollectRig.random(20, 100_000));
                tree = writer.commit();
            }
            rig.commit(session);
        }
        List<Key> packs = new ArrayList<>(rig.keys("/packs/d/"));
        packs.removeAll(before);
        for (Key key : packs) {
            rig.bank.delete(key);
        }
        List<Damage> found = verify(tree, CheckDepth.OBJECTS);
        assertEquals(List.of("lost"), found.stream().map(Damage::entry).distinct().toList());
    }
}
