package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.access.Secret;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultKey;
import org.redoubt.api.vault.VaultKeys;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.BankCall;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.session.SessionSettings;

/** Several keys open one vault; each can be added and taken away, and what they open can be replaced. */
class CustodyTest {
    private static final byte[] BYTES = "what nobody else should read".getBytes();
    private static final String WORDS = "correct horse battery st\u00e4ple";

    private final FaultBank bank = new FaultBank(new MemoryBank());
    private final VaultRig rig = new VaultRig(bank);
    private final Path keyFile = rig.home().resolve("etc/keys/vault.key");
    @TempDir
    private Path elsewhere;
    private VaultRig other;
    private DataId id;

    @BeforeEach
    void given() throws Exception {
        id = rig.store(BYTES);
        other = new VaultRig(bank);
    }

    @AfterEach
    void close() {
        other.close();
        rig.close();
    }

    private static VaultKeys keys(VaultRig home, String... with) {
        return home.vault.keys(home.bank, List.of(with).stream().map(CustodyTest::secret).toList());
    }

    private static Secret secret(String text) {
        return new Secret(text.toCharArray());
    }

    private interface Deed {
        void run() throws Exception;
    }

    private static RedoubtException refused(ProblemKind kind, String words, Deed deed) {
        RedoubtException refused = assertThrows(RedoubtException.class, deed::run);
        assertEquals(kind, refused.kind(), refused.toString());
        assertTrue(refused.problem().toString().contains(words), refused.problem().toString());
        return refused;
    }

    private void assertReads(VaultRig home, DataId data) throws Exception {
        try (VaultSession session = home.reading()) {
            assertArrayEquals(BYTES, VaultRig.readAll(session, data));
        }
    }

    private static void passphraseFile(VaultRig home, String words) throws Exception {
        Path file = home.home().resolve("etc/keys/vault.passphrase");
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, words);
    }

    private Map<Key, byte[]> wraps() throws Exception {
        Map<Key, byte[]> wraps = new TreeMap<>();
        for (Key key : rig.keys("/keys/")) {
            wraps.put(key, rig.object(key));
        }
        return wraps;
    }

    private static String states(List<VaultKey> keys) {
        return keys.stream().map(key -> key.kind() + " " + key.generation() + (key.current() ? " current" : " old") + (key.atHand() ? " here" : ""))
                .sorted().collect(Collectors.joining(", "));
    }

    @Test
    void aPassphraseOpensWhatIsStoredWhereverItIsTyped() throws Exception {
        VaultKey added = keys(rig).add(secret(WORDS + "\n"));
        assertEquals("key file 1 current here, passphrase 1 current", states(keys(rig).list()));
        assertTrue(added.id().matches("[0-9a-f]{16}"));
        passphraseFile(other, Normalizer.normalize(WORDS, Normalizer.Form.NFD));
        assertReads(other, id);
        assertEquals("key file 1 current, passphrase 1 current here", states(keys(other).list()));
        assertFalse(Files.exists(other.home().resolve("etc/keys/vault.key")));
        refused(ProblemKind.EXISTS, "already", () -> keys(rig).add(secret(WORDS)));
        assertReads(rig, id);
    }

    @Test
    void aHomeThatHasLostItsKeyGetsAnotherOneByAPassphraseOrByACopy() throws Exception {
        keys(rig).add(secret(WORDS));
        VaultKey made = keys(other, WORDS).addOwn();
        assertEquals("key file", made.kind());
        assertReads(other, id);
        try (VaultRig third = new VaultRig(bank)) {
            keys(third, Files.readString(keyFile)).addOwn();
            assertReads(third, id);
        }
    }

    @Test
    void aWrongPassphraseIsToldFromDamageAndMakesNothing() throws Exception {
        keys(rig).add(secret(WORDS));
        refused(ProblemKind.DENIED, "The passphrase that was given is not the one of this vault.", () -> keys(other, "something else entirely").addOwn());
        assertFalse(Files.exists(other.home().resolve("etc/keys/vault.key")));
        refused(ProblemKind.DENIED, "is not there", () -> keys(other).addOwn());
        passphraseFile(other, "something else entirely");
        refused(ProblemKind.DENIED, "vault.passphrase is not the one of this vault.", other::reading);
        Files.setPosixFilePermissions(other.home().resolve("etc/keys/vault.passphrase"), PosixFilePermissions.fromString("rw-r--r--"));
        refused(ProblemKind.DENIED, "chmod 600", other::reading);
    }

    @Test
    void everyByteThatDiffersInWhatAPassphraseOpensIsDamage() throws Exception {
        String name = keys(rig).add(secret(WORDS)).id();
        Map<Key, byte[]> good = wraps();
        bank.delete(good.keySet().stream().filter(key -> !key.toString().endsWith(name)).findFirst().orElseThrow());
        Key key = rig.keys("/keys/").getFirst();
        for (int at = 0; at < good.get(key).length; at++) {
            byte[] bad = good.get(key).clone();
            bad[at] ^= 4;
            rig.replace(key, bad);
            refused(ProblemKind.DAMAGED, key.toString(), other::reading);
        }
    }

    @Test
    void costsOfAPassphraseThatABankMakesUpAreNotPaid() throws Exception {
        String name = keys(rig).add(secret(WORDS)).id();
        bank.delete(rig.keys("/keys/").stream().filter(key -> !key.toString().endsWith(name)).findFirst().orElseThrow());
        Key key = rig.keys("/keys/").getFirst();
        byte[] good = rig.object(key);
        passphraseFile(other, WORDS);
        assertReads(other, id);
        int costs = 16 + 17 + 32 + 32;
        for (byte[] made : List.of(new byte[] {31, 8, 2}, new byte[] {19, 8, 1}, new byte[] {1, 8, 2}, new byte[] {16, 1, 2}, new byte[] {16, 9, 2},
                new byte[] {16, 8, 0}, new byte[] {16, 8, 5})) {
            byte[] bad = good.clone();
            System.arraycopy(made, 0, bad, costs, made.length);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(bad, bad.length - 32));
            System.arraycopy(hash, 0, bad, bad.length - 32, 32);
            rig.replace(key, bad);
            refused(ProblemKind.DAMAGED, "other costs", other::reading);
        }
    }

    @Test
    void whatIsNoKeyIsRefusedAndNothingIsStored() throws Exception {
        Map<Key, byte[]> before = wraps();
        refused(ProblemKind.INVALID, "fewer than 12", () -> keys(rig).add(secret("too short")));
        refused(ProblemKind.INVALID, "one line", () -> keys(rig).add(secret("a line that is long\nand another one")));
        String file = Files.readString(keyFile).stripTrailing();
        refused(ProblemKind.DAMAGED, "given is damaged", () -> keys(rig).add(secret(file.substring(0, file.length() - 1))));
        refused(ProblemKind.DAMAGED, "given is damaged", () -> keys(rig, file.substring(0, file.length() - 1)).list());
        refused(ProblemKind.EXISTS, "already", () -> keys(rig).add(secret(file)));
        refused(ProblemKind.EXISTS, "already", () -> keys(rig).addOwn());
        assertEquals(before.keySet(), wraps().keySet());
        try (VaultRig empty = rig.beside(new MemoryBank())) {
            refused(ProblemKind.NOT_FOUND, "no vault yet", () -> keys(empty).list());
            refused(ProblemKind.NOT_FOUND, "no vault yet", () -> keys(empty).rotate());
        }
    }

    @Test
    void aKeyThatWasRemovedOpensNothingAndTheLastOneStays() throws Exception {
        String own = keys(rig).list().getFirst().id();
        refused(ProblemKind.CONFLICT, "nothing at hand would open", () -> keys(rig).remove(own));
        refused(ProblemKind.NOT_FOUND, "no key \"xyz\"", () -> keys(rig).remove("xyz"));
        refused(ProblemKind.NOT_FOUND, "no key \"\"", () -> keys(rig).remove(""));
        keys(other, Files.readString(keyFile)).addOwn();
        assertReads(other, id);
        String second = keys(other).list().stream().filter(VaultKey::atHand).findFirst().orElseThrow().id();
        assertEquals(second, keys(rig).remove(second.substring(0, 12)).id());
        try (VaultRig later = other.beside(bank)) {
            refused(ProblemKind.DENIED, "is not the one of this vault", later::reading);
        }
        assertReads(rig, id);
    }

    @Test
    void whatIsStoredAfterARotationIsClosedToAKeyThatWasRemovedBeforeItAndOldDataStaysOpenToTheOthers() throws Exception {
        keys(other, Files.readString(keyFile)).addOwn();
        assertReads(other, id);
        Map<Key, byte[]> kept = wraps();
        keys(rig).remove(keys(other).list().stream().filter(VaultKey::atHand).findFirst().orElseThrow().id());
        long before = rig.bytes();
        assertEquals(2, keys(rig).rotate());
        assertEquals("key file 2 current here", states(keys(rig).list()));
        assertEquals(1, wraps().size());
        assertReads(rig, id);
        assertEquals(id, rig.store(BYTES), "names stay, so nothing is stored twice");
        assertTrue(rig.bytes() - before < 4096);
        DataId later = rig.store("what came later".getBytes());

        for (Map.Entry<Key, byte[]> wrap : kept.entrySet()) {
            rig.replace(wrap.getKey(), wrap.getValue());
        }
        try (VaultRig removed = other.beside(bank); VaultSession session = removed.reading()) {
            assertArrayEquals(BYTES, VaultRig.readAll(session, id));
            assertThrows(VaultException.class, () -> VaultRig.readAll(session, later));
        }
    }

    @Test
    void aRotationNeedsAllKeysAndKeepsThem() throws Exception {
        String name = keys(rig).add(secret(WORDS)).id();
        refused(ProblemKind.CONFLICT, "these are not: passphrase " + name, () -> keys(rig).rotate());
        assertEquals(2, keys(rig, WORDS).rotate());
        assertEquals("key file 2 current here, passphrase 2 current", states(keys(rig).list()));
        assertTrue(keys(rig).list().stream().anyMatch(key -> key.id().equals(name)));
        passphraseFile(other, WORDS);
        assertReads(other, id);
    }

    @Test
    void whoWorksWhileKeysAreRotatedGoesOnAndReadsWhatIsSealedWithTheNewOnes() throws Exception {
        try (VaultRig same = rig.beside(bank); VaultSession open = rig.reading(); VaultSession writing = rig.writing()) {
            Bank documents = rig.vault.documents(bank);
            documents.put(Key.of("index/old"), Body.of("old"));
            keys(same).rotate();
            DataId fresh = same.store("new words".getBytes());
            same.vault.documents(bank).put(Key.of("index/new"), Body.of("new"));
            DataId late = VaultRig.put(writing, "late words".getBytes());
            rig.commit(writing);
            assertArrayEquals(BYTES, VaultRig.readAll(open, id));
            try (VaultSession again = rig.reading()) {
                assertArrayEquals("new words".getBytes(), VaultRig.readAll(again, fresh));
                assertArrayEquals("late words".getBytes(), VaultRig.readAll(again, late));
            }
            assertEquals("new", new String(documents.get(Key.of("index/new"), ByteRange.ALL).readAllBytes()));
        }
    }

    @Test
    void aRotationThatIsCutOffLeavesEachKeyOpeningWhatItDidAndCanBeDoneAgain() throws Exception {
        keys(other, Files.readString(keyFile)).addOwn();
        String[] both = {Files.readString(keyFile), Files.readString(other.home().resolve("etc/keys/vault.key"))};
        for (FaultRule cut : List.of(FaultRule.on(BankMethod.PUT, BankMethod.PUT_IF_ABSENT).key(key -> key.contains("/keys/")).at(2),
                FaultRule.on(BankMethod.DELETE).key(key -> key.contains("/keys/")).at(1))) {
            bank.add(cut);
            assertThrows(VaultException.class, () -> keys(rig, both).rotate());
            bank.heal();
            for (VaultRig home : List.of(rig, other)) {
                assertReads(home.beside(bank), id);
            }
            int generation = keys(rig, both).list().stream().mapToInt(VaultKey::generation).max().orElseThrow();
            assertEquals(generation + 1, keys(rig, both).rotate());
            assertEquals(2, wraps().size());
            assertTrue(keys(rig).list().stream().allMatch(VaultKey::current));
        }
    }

    @Test
    void ofTwoWhoRotateAtOnceOneDoesIt() throws Exception {
        try (VaultRig faster = rig.beside(bank)) {
            bank.add(FaultRule.on(BankMethod.PUT_IF_ABSENT).key(key -> key.contains("/keys/")).at(1).then(new Fault() {
                @Override
                public void before(BankCall call) throws BankException {
                    try {
                        assertEquals(2, keys(faster).rotate());
                    } catch (RedoubtException e) {
                        throw new BankException(e.problem(), e);
                    }
                }
            }));
            refused(ProblemKind.CONFLICT, "by somebody else", () -> keys(rig).rotate());
            DataId stored = faster.store("new words".getBytes());
            try (VaultRig fresh = rig.beside(bank); VaultSession session = fresh.reading()) {
                assertArrayEquals("new words".getBytes(), VaultRig.readAll(session, stored));
            }
        }
        assertEquals("key file 2 current here", states(keys(rig).list()));
    }

    @Test
    void aBankThatShowsOlderKeysThanThisHomeHasSeenIsRefused() throws Exception {
        Map<Key, byte[]> old = wraps();
        keys(rig).rotate();
        for (Key key : rig.keys("/keys/")) {
            bank.delete(key);
        }
        for (Map.Entry<Key, byte[]> wrap : old.entrySet()) {
            rig.replace(wrap.getKey(), wrap.getValue());
        }
        refused(ProblemKind.CONFLICT, "older keys than those", () -> rig.beside(bank).reading());
        for (Map.Entry<Key, byte[]> wrap : old.entrySet()) {
            String newer = wrap.getKey().toString().replace("/00000001-", "/00000002-");
            bank.delete(wrap.getKey());
            rig.replace(Key.of(newer), wrap.getValue());
        }
        refused(ProblemKind.DAMAGED, "where another one belongs", () -> rig.beside(bank).reading());
    }

    @Test
    void aHomeWithAPassphraseAndNoKeyFileMakesVaultsThatThePassphraseOpens() throws Exception {
        try (VaultRig home = new VaultRig(new MemoryBank())) {
            passphraseFile(home, WORDS + "\n");
            DataId stored = home.store(BYTES);
            assertFalse(Files.exists(home.home().resolve("etc/keys/vault.key")));
            assertReads(home, stored);
            assertEquals("passphrase 1 current here", states(keys(home).list()));
            refused(ProblemKind.NOT_FOUND, "no key file", () -> keys(home).export());
        }
    }

    @Test
    void theKeyFileIsExportedAsItIsAndOnlyForAVaultThatItOpens() throws Exception {
        try (Secret copy = keys(rig).export()) {
            assertEquals(Files.readString(keyFile), new String(copy.value()));
        }
        try (VaultRig foreign = other.beside(new MemoryBank())) {
            foreign.store(BYTES);
        }
        refused(ProblemKind.CONFLICT, "not one of this vault", () -> keys(other, Files.readString(keyFile)).export());
    }

    @Test
    void aVaultThatIsNotEncryptedHasNoKeysToChange() throws Exception {
        MemoryBank open = new MemoryBank();
        try (VaultService plain = new VaultService(new SessionSettings(3, VaultRig.PACK, elsewhere), KeyHome.in(elsewhere).plain(), 1)) {
            plain.open(open, SessionOptions.writing(new Owner("r", 1), "c", "c.0", Key.of("d"))).close();
            VaultKeys keys = plain.keys(open, List.of());
            assertEquals("none 1 current here", states(keys.list()));
            refused(ProblemKind.CONFLICT, "not encrypted", () -> keys.add(secret(WORDS)));
            refused(ProblemKind.CONFLICT, "not encrypted", keys::rotate);
            refused(ProblemKind.CONFLICT, "not encrypted", keys::addOwn);
        }
        assertFalse(Files.exists(elsewhere.resolve("etc/keys/vault.key")));
    }
}
