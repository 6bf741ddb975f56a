package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.access.Secret;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.ScrubReport;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;

/** Damage to what sessions, deletions, collections, repairs and scrubs leave in a bank is found and named, and costs no checkpoint a byte. */
class TracesDamageTest {
    private final CollectRig given = new CollectRig();
    private final VaultRig rig = given.rig;
    /** Gives no signs of life, which would come and go while the bank is copied. */
    private final VaultRig silent = given.home.beside(rig.bank, CollectRig.IMPATIENT);
    private VaultSession open;

    @BeforeEach
    void traces() throws Exception {
        given.ledger.protect("a", CollectRig.random(1, 300_000));
        for (String gone : List.of("b", "c")) {
            given.ledger.protect(gone, CollectRig.random(2, 100_000));
            rig.vault.documents(rig.bank).put(Key.of("deletions/" + gone + "/00000001"), Body.of("deleted " + gone));
            given.ledger.purge(gone);
            given.collect();
        }
        List<Key> before = rig.keys("/packs/d/");
        given.ledger.protect("lost", CollectRig.random(3, 100_000));
        rig.bank.delete(rig.keys("/packs/d/").stream().filter(pack -> !before.contains(pack)).findFirst().orElseThrow());
        for (CheckDepth depth : List.of(CheckDepth.CONTENT, CheckDepth.HASHES, CheckDepth.HASHES)) {
            scrub(rig, depth);
        }
        given.ledger.purge("lost");
        try (VaultRig other = new VaultRig(rig.bank)) {
            other.vault.keys(rig.bank, List.of(new Secret(Files.readString(rig.home().resolve("etc/keys/vault.key")).toCharArray()))).addOwn();
        }
        open = silent.writing("d", 0);
    }

    @AfterEach
    void close() {
        open.close();
        silent.close();
        given.close();
    }

    private static ScrubReport scrub(VaultRig rig, CheckDepth depth) throws VaultException {
        return rig.vault.scrub(rig.bank, ScrubOptions.of(depth), ScrubProgress.NONE);
    }

    /** Harms the first that is not the own key of the home, without which nothing can be opened. */
    private static Key harm(String how, String where, VaultRig rig) throws Exception {
        String own = Files.readString(rig.home().resolve("etc/keys/vault.key"));
        List<Key> keys = rig.keys(where).stream().filter(key -> !own.contains(key.name().substring(key.name().indexOf('-') + 1))).toList();
        Key key = keys.getFirst();
        byte[] bytes = rig.object(key);
        switch (how) {
            case "flipped" -> bytes[bytes.length / 2] ^= 0x10;
            case "cut" -> bytes = Arrays.copyOf(bytes, bytes.length - 5);
            case "empty" -> bytes = new byte[0];
            case "swapped" -> bytes = rig.object(rig.keys(where).stream().filter(other -> !other.equals(key)).findFirst().orElseThrow());
            default -> throw new AssertionError(how);
        }
        rig.replace(key, bytes);
        return key;
    }

    /** The last column says the first depth that finds it. */
    @ParameterizedTest
    @CsvSource({"deletions/, flipped, HASHES", "deletions/, cut, HASHES", "deletions/, empty, HASHES", "deletions/, swapped, HASHES",
            "/live/collect/, flipped, OBJECTS", "/live/collect/, cut, OBJECTS", "/live/collect/, empty, OBJECTS", "/live/collect/, swapped, OBJECTS",
            "/notes/scrub/hashes, flipped, HASHES", "/notes/scrub/hashes, cut, HASHES", "/notes/scrub/hashes, empty, HASHES",
            "/notes/scrub/hashes, swapped, HASHES",
            "/damage/, flipped, HASHES", "/damage/, cut, HASHES", "/damage/, empty, HASHES",
            "/keys/, swapped, HASHES"})
    void isFoundAndNamedAndHarmsNoCheckpoint(String where, String how, CheckDepth first) throws Exception {
        for (CheckDepth depth : CheckDepth.values()) {
            try (VaultRig fresh = rig.beside(rig.copy(), CollectRig.LIVELY)) {
                String harmed = harm(how, where, fresh).toString();
                boolean found = scrub(fresh, depth).findings().stream().anyMatch(finding -> finding.object().equals(harmed));
                assertEquals(depth.compareTo(first) >= 0, found, depth.word());
            }
        }
        assertNothingIsLost(how, where);
    }

    /** Signs of life come and go, so no scrub looks at them; a collection that has to know of a session does. */
    @ParameterizedTest
    @ValueSource(strings = {"flipped", "cut", "empty"})
    void aSessionThatCannotBeReadIsNamedByWhoCollectsAndHarmsNoCheckpoint(String how) throws Exception {
        assertTrue(assertNothingIsLost(how, "/open"));
    }

    /** Whether to protect or to collect was refused. */
    private boolean assertNothingIsLost(String how, String where) throws Exception {
        boolean refused = false;
        try (VaultRig fresh = rig.beside(rig.copy(), CollectRig.IMPATIENT)) {
            Key harmed = harm(how, where, fresh);
            Ledger ledger = new Ledger(fresh);
            given.ledger.complete().forEach((checkpoint, entry) -> ledger.add(checkpoint, entry.id(), entry.bytes()));
            ledger.verify();
            try {
                ledger.protect("e", CollectRig.random(5, 100_000));
                fresh.vault.collect(fresh.bank, CollectOptions.defaults(), ledger);
            } catch (VaultException damaged) {
                assertEquals(ProblemKind.DAMAGED, damaged.kind(), damaged::getMessage);
                assertEquals(harmed.toString(), damaged.problem().subject().orElse(""));
                refused = true;
            }
            ledger.verify();
        }
        return refused;
    }
}
