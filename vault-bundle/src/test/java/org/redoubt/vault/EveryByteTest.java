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

/**
 * One byte is changed, or the rest is cut off, at each place of each object: that is noticed, and no wrong byte is ever given. In the middle of an object,
 * where one place is like the next, it is only at so many of a hundred as the property {@code damage.percent} of the build says, at all with its profile
 * {@code crash}; they are the same for the same {@code damage.seed}.
 */
class EveryByteTest {
    private static final int PERCENT = Integer.getInteger("redoubt.damage.percent", 20);
    private static final long SEED = Long.getLong("redoubt.damage.seed", 20261122);
    /** What begins and ends an object tells how to read the rest of it. */
    private static final int EDGE = 64;

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
        int all = 0;
        int tried = 0;
        for (Key key : keys) {
            byte[] good = rig.object(key);
            Random random = new Random(SEED);
            all += good.length;
            for (int at = 0; at < good.length; at++) {
                if (at >= EDGE && at < good.length - EDGE && random.nextInt(100) >= PERCENT) {
                    continue;
                }
                tried++;
                byte[] bad = good.clone();
                bad[at] ^= 8;
                rig.replace(key, bad);
                assertNoticed(id, key + " at " + at);
                rig.replace(key, Arrays.copyOf(good, at));
                assertNoticed(id, key + " cut at " + at);
            }
            rig.replace(key, good);
        }
        System.out.println("Of " + all + " places " + tried + " were damaged" + (tried < all ? ", those of the seed " + SEED : "") + ".");
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
