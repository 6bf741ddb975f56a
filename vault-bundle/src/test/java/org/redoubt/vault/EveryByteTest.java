package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;

/** One byte is changed, or the rest is cut off, at each place of each object: that is noticed, and no wrong byte is ever given. */
class EveryByteTest {
    private final VaultRig rig = new VaultRig();
    private final byte[] bytes = new byte[1000];

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void eachIsNoticedByAVerification() throws Exception {
        new Random(1).nextBytes(bytes);
        DataId id = rig.store(bytes);
        List<Key> keys = rig.keys("");
        assertTrue(keys.size() == 6, keys.toString());
        for (Key key : keys) {
            byte[] good = rig.object(key);
            for (int at = 0; at < good.length; at++) {
                byte[] bad = good.clone();
                bad[at] ^= 8;
                rig.replace(key, bad);
                assertNoticed(id, key + " at " + at);
                rig.replace(key, Arrays.copyOf(good, at));
                assertNoticed(id, key + " cut at " + at);
            }
            rig.replace(key, good);
        }
        try (VaultSession session = rig.reading()) {
            assertArrayEquals(bytes, VaultRig.readAll(session, id));
        }
    }

    private void assertNoticed(DataId id, String where) throws VaultException {
        try (VaultSession session = rig.reading()) {
            assertFalse(session.verify(id, n -> { }).isEmpty(), where);
            assertArrayEquals(bytes, VaultRig.readAll(session, id), where);
        } catch (VaultException e) {
            assertTrue(e.kind() == ProblemKind.DAMAGED, where + ": " + e);
        }
    }
}
