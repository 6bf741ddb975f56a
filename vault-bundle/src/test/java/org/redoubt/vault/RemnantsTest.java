package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Key;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.VaultSession;

/** An image that is never read again, as something else knows which blocks have changed, must not keep ever more chunks of which ever less is left. */
class RemnantsTest {
    private static final int BLOCK = 4 << 10;
    private static final int BLOCKS = 1 << 10;

    private final CollectRig given = new CollectRig();
    private final VaultRig rig = given.rig;
    private final Random random = new Random(1);
    private final byte[] image = CollectRig.random(1, BLOCKS * BLOCK);
    private DataId id;

    @BeforeEach
    void protect() throws Exception {
        id = given.ledger.protect("0", image);
    }

    @AfterEach
    void close() {
        given.close();
    }

    /** Of the blocks one in so many changes; the version before is deleted. */
    private void change(int version, int oneIn) throws Exception {
        try (VaultSession session = rig.writing("" + version, 0)) {
            try (DataWriter writer = session.create(DataHints.none().previous(id))) {
                for (int block = 0; block < BLOCKS; block++) {
                    if (random.nextInt(oneIn) == 0) {
                        byte[] bytes = CollectRig.random(random.nextInt(), BLOCK);
                        System.arraycopy(bytes, 0, image, block * BLOCK, BLOCK);
                        writer.write((long) block * BLOCK, ByteBuffer.wrap(bytes));
                    } else {
                        writer.reuse((long) block * BLOCK, BLOCK);
                    }
                }
                id = writer.commit();
            }
            rig.commit(session);
        }
        given.ledger.add("" + version, id, image.clone());
        given.ledger.purge("" + (version - 1));
    }

    private long stored() throws Exception {
        long bytes = 0;
        for (Key key : rig.keys("/packs/d/")) {
            bytes += rig.bank.stat(key).length();
        }
        return bytes;
    }

    @Test
    void whatIsLeftOfAChunkIsStoredAnewWhenItIsLessThanHalf() throws Exception {
        for (int version = 1; version <= 40; version++) {
            change(version, 20);
        }
        given.collect();
        given.ledger.verify();
        assertTrue(stored() < image.length * 1.5, stored() + " bytes for " + image.length);
    }

    @Test
    void aVersionAloneStoresNoMoreThanWhatHasChanged() throws Exception {
        long before = stored();
        change(1, 20);
        long changed = 0;
        byte[] first = CollectRig.random(1, BLOCKS * BLOCK);
        for (int block = 0; block < BLOCKS; block++) {
            changed += image[block * BLOCK] != first[block * BLOCK] || image[block * BLOCK + 1] != first[block * BLOCK + 1] ? BLOCK : 0;
        }
        assertTrue(stored() - before < changed * 1.1 + 1000, stored() - before + " bytes for " + changed);
        given.ledger.verify();
    }

    @Test
    void whatIsLeftOfAChunkThatCannotBeReadIsReferredToAsBefore() throws Exception {
        for (int version = 1; version <= 25; version++) {
            change(version, 20);
        }
        for (Key pack : rig.keys("/packs/d/")) {
            byte[] bytes = rig.object(pack);
            Arrays.fill(bytes, 200, bytes.length / 2, (byte) 0);
            rig.replace(pack, bytes);
        }
        change(26, 20);
        try (VaultSession session = rig.reading()) {
            assertFalse(session.verify(id, n -> { }).isEmpty());
        }
    }
}
