package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Key;
import org.redoubt.api.vault.CollectOptions;

/** A collection seals with newer keys what was sealed with older ones, if it is asked to. */
class ResealTest {
    private static final int EPOCH_AT = 16;

    private final CollectRig given = new CollectRig();

    @BeforeEach
    void rotate() throws Exception {
        given.ledger.protect("a", CollectRig.random(1, 500_000));
        given.ledger.protect("b", CollectRig.random(2, 200_000));
        given.rig.vault.keys(given.rig.bank, List.of()).rotate();
    }

    @AfterEach
    void close() {
        given.close();
    }

    private Set<Integer> epochs() throws Exception {
        List<Key> keys = Stream.concat(given.rig.keys("/packs/").stream(), given.rig.keys("/runs/").stream()).toList();
        return keys.stream().map(this::epoch).collect(Collectors.toSet());
    }

    private int epoch(Key key) {
        try {
            return ByteBuffer.wrap(given.rig.object(key)).getInt(EPOCH_AT);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void collect(CollectOptions options) throws Exception {
        given.rig.vault.collect(given.rig.bank, options, given.ledger);
        given.ledger.verify();
    }

    @Test
    void givenRotatedKeys_thenNothingIsSealedAnewUnlessItIsAskedFor() throws Exception {
        List<Key> before = given.rig.keys("/packs/");
        collect(CollectOptions.defaults());
        assertEquals(before, given.rig.keys("/packs/"));
        collect(CollectOptions.defaults().resealing().maxRepack(0));
        assertEquals(before, given.rig.keys("/packs/"));
        collect(CollectOptions.defaults().resealing().dryRun());
        assertEquals(before, given.rig.keys("/packs/"));
    }

    @Test
    void givenRotatedKeys_whenItIsAskedFor_thenNoDataIsSealedWithOlderOnes() throws Exception {
        assertEquals(Set.of(1), epochs());
        collect(CollectOptions.defaults().resealing());
        assertEquals(Set.of(2), epochs());
        List<Key> after = given.rig.keys("/packs/");
        collect(CollectOptions.defaults().resealing());
        assertEquals(after, given.rig.keys("/packs/"), "what is sealed with the newest keys stays");
    }

    @Test
    void givenALimit_thenEachCollectionSealsAnewAsMuchAsItMay() throws Exception {
        collect(CollectOptions.defaults().resealing().maxRepack(350_000));
        assertTrue(epochs().contains(1), "that was not all");
        assertTrue(epochs().contains(2), "that was something");
        collect(CollectOptions.defaults().resealing());
        assertFalse(epochs().contains(1));
    }
}
