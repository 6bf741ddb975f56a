package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.bank.Key;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.ScrubReport;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;

/** What a scrub has found damaged counts as absent: whoever has it still stores it anew, and then all that needed it is whole again. */
class HealTest {
    private final CollectRig given = new CollectRig();
    private final VaultRig rig = given.rig;
    private final byte[] data = CollectRig.random(1, 800_000);

    @AfterEach
    void close() {
        given.close();
    }

    private ScrubReport scrub() throws VaultException {
        return rig.vault.scrub(rig.bank, ScrubOptions.of(CheckDepth.HASHES), ScrubProgress.NONE);
    }

    private Key harm(String how, String where) throws Exception {
        Key key = rig.keys(where).getFirst();
        if (how.equals("missing")) {
            rig.bank.delete(key);
        } else {
            byte[] bytes = rig.object(key);
            bytes[bytes.length / 2] ^= 1;
            rig.replace(key, bytes);
        }
        return key;
    }

    @ParameterizedTest
    @ValueSource(strings = {"flipped /packs/d/", "missing /packs/d/", "missing /packs/m/"})
    void toProtectTheSameAgainHealsWhatIsLost(String what) throws Exception {
        given.ledger.protect("a", data);
        harm(what.split(" ")[0], what.split(" ")[1]);
        assertFalse(scrub().sound());
        given.ledger.protect("b", data);
        given.ledger.verify();
    }

    @Test
    void ofAPackThatCanBeReadInPartOnlyWhatIsLostIsStoredAnew() throws Exception {
        given.ledger.protect("a", data);
        harm("flipped", "/packs/d/");
        scrub();
        long before = rig.bytes();
        given.ledger.protect("b", data);
        assertTrue(rig.bytes() - before < 350_000, "one chunk has 256 KiB at the most, and the rest is there");
    }

    @Test
    void whatIsNotKnownToBeDamagedIsNotStoredAnew() throws Exception {
        given.ledger.protect("a", data);
        scrub();
        long before = rig.bytes();
        given.ledger.protect("b", data);
        assertTrue(rig.bytes() - before < 10_000);
    }

    @Test
    void aCollectionKeepsADamagedPackForAsLongAsSomebodyNeedsWhatIsLost() throws Exception {
        given.ledger.protect("a", data);
        Key lost = rig.keys("/packs/d/").getFirst();
        byte[] bytes = rig.object(lost);
        given.ledger.protect("x", CollectRig.random(2, 2_000_000));
        byte[] harmed = bytes.clone();
        harmed[harmed.length / 2] ^= 1;
        rig.replace(lost, harmed);
        assertFalse(scrub().sound());
        given.ledger.purge("x");
        assertTrue(given.collect().deleted().bytes() > 1_000_000);
        assertTrue(rig.keys("/packs/d/").contains(lost));
        // Somebody finds a copy and puts it back.
        rig.replace(lost, bytes);
        given.ledger.verify();
        assertTrue(scrub().sound());
        long size = rig.bytes();
        given.ledger.protect("c", data);
        assertTrue(rig.bytes() - size < 10_000, "it counts as there again");
    }

    @Test
    void aFileThatLacksAChunkIsNotPassedOver() throws Exception {
        TreeEntry entry = TreeEntry.builder(TreePath.of("one"), EntryType.FILE).build();
        DataId tree;
        try (VaultSession session = rig.writing()) {
            tree = tree(session, DataHints.none(), entry, true);
            rig.commit(session);
        }
        try (VaultSession session = rig.writing(); TreeWriter writer = session.createTree(DataHints.none().previous(tree))) {
            assertTrue(writer.reuse(entry));
        }
        harm("flipped", "/packs/d/");
        scrub();
        try (VaultSession session = rig.writing()) {
            DataId again = tree(session, DataHints.none().previous(tree), entry, false);
            rig.commit(session);
            assertEquals(tree, again);
        }
        try (VaultSession session = rig.reading()) {
            assertEquals(List.of(), session.verify(tree, n -> { }).stream().filter(damage -> !damage.entry().isEmpty()).toList());
        }
    }

    @Test
    void anEarlierTreeThatNoIndexObjectNamesAnyMoreIsStoredAnew() throws Exception {
        TreeEntry entry = TreeEntry.builder(TreePath.of("file"), EntryType.FILE).mode(0644).statKey(new byte[] {1, 2, 3}).size(data.length).build();
        DataId tree;
        try (VaultSession session = rig.writing()) {
            tree = tree(session, DataHints.none(), entry, true);
            rig.commit(session);
        }
        for (Key run : rig.keys("/runs/")) {
            rig.bank.delete(run);
        }
        try (VaultSession session = rig.writing()) {
            assertEquals(tree, tree(session, DataHints.none().previous(tree), entry, false));
            rig.commit(session);
        }
        try (VaultSession session = rig.reading()) {
            assertEquals(List.of(), session.verify(tree, n -> { }));
        }
    }

    private DataId tree(VaultSession session, DataHints hints, TreeEntry entry, boolean first) throws VaultException {
        try (TreeWriter writer = session.createTree(hints)) {
            assertTrue(first || !writer.reuse(entry));
            try (DataWriter file = writer.file(entry)) {
                file.write(0, ByteBuffer.wrap(data));
                file.commit();
            }
            return writer.commit();
        }
    }
}
