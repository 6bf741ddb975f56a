package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.session.SessionSettings;

/** A vault opens with its key. A key that is lost, one that is wrong and one that is damaged are told apart, in one sentence each. */
class KeyTest {
    private static final byte[] BYTES = "what nobody else should read".getBytes();
    private static final String CONFIG = "vault/config";

    private final VaultRig rig = new VaultRig();
    private final Path keyFile = rig.home().resolve("etc/keys/vault.key");
    @TempDir
    private Path elsewhere;
    private DataId id;

    @BeforeEach
    void given() throws Exception {
        id = rig.store(BYTES);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private interface Use {
        void of(VaultSession session) throws Exception;
    }

    /** Opens the vault as a runtime with this home does. */
    private void as(KeyHome home, Bank bank, Use use) throws Exception {
        try (VaultService vault = new VaultService(new SessionSettings(3, VaultRig.PACK, elsewhere), home, 1);
                VaultSession session = vault.open(bank, SessionOptions.reading())) {
            use.of(session);
        }
    }

    private VaultException refused(KeyHome home, Bank bank) {
        return assertThrows(VaultException.class, () -> as(home, bank, session -> { }));
    }

    private VaultException refused() {
        return refused(KeyHome.in(rig.home()), rig.bank);
    }

    private void copyKey() throws Exception {
        Files.createDirectories(elsewhere.resolve("etc/keys"));
        Files.copy(keyFile, elsewhere.resolve("etc/keys/vault.key"));
    }

    @Test
    void theKeyIsAFileThatOnlyItsOwnerCanReadAndThatSaysWhatItIs() throws Exception {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)));
        assertTrue(Files.readString(keyFile).contains("Keep a copy"));
        assertEquals(List.of("vault.key"), Files.list(keyFile.getParent()).map(path -> path.getFileName().toString()).toList());
    }

    @Test
    void neitherBytesNorNamesLieOpenInTheBank() throws Exception {
        for (Key key : rig.keys("")) {
            assertFalse(new String(rig.object(key)).contains("nobody else"), key.toString());
            assertFalse(new String(rig.object(key)).contains("outcomes"), key.toString());
        }
    }

    @Test
    void anotherHomeReadsItWithACopyOfTheKey() throws Exception {
        copyKey();
        as(KeyHome.in(elsewhere), rig.bank, session -> assertArrayEquals(BYTES, VaultRig.readAll(session, id)));
    }

    @Test
    void aHomeWithoutTheKeyIsToldThatItIsMissingAndMakesNone() {
        VaultException lost = refused(KeyHome.in(elsewhere), rig.bank);
        assertEquals(ProblemKind.DENIED, lost.kind());
        assertTrue(lost.getMessage().contains("is not there"), lost.getMessage());
        assertFalse(Files.exists(elsewhere.resolve("etc/keys/vault.key")));
    }

    @Test
    void aHomeWithAnotherKeyIsToldThatItIsTheWrongOneAndWhichIsNeeded() throws Exception {
        try (VaultService vault = new VaultService(new SessionSettings(3, VaultRig.PACK, elsewhere), KeyHome.in(elsewhere), 1)) {
            vault.open(new MemoryBank(), SessionOptions.writing(new Owner("r", 1), "c", "c.0", Key.of("d"))).close();
        }
        VaultException wrong = refused(KeyHome.in(elsewhere), rig.bank);
        assertEquals(ProblemKind.DENIED, wrong.kind());
        assertTrue(wrong.getMessage().contains("not the one of this vault"), wrong.getMessage());
        String needed = Files.readString(keyFile).lines().filter(line -> line.startsWith("redoubt-key-1:")).findFirst().orElseThrow().split(":")[1];
        assertTrue(wrong.problem().hint().orElse("").contains(needed), wrong.problem().toString());
    }

    @Test
    void aKeyFileThatIsDamagedIsNamed() throws Exception {
        String good = Files.readString(keyFile);
        int begin = good.indexOf("redoubt-key-1:");
        for (int at = begin; at < good.length() - 1; at++) {
            char other = good.charAt(at) == '0' ? '1' : '0';
            Files.writeString(keyFile, good.substring(0, at) + other + good.substring(at + 1));
            assertEquals(ProblemKind.DAMAGED, refused().kind());
            Files.writeString(keyFile, good.substring(0, at));
            assertEquals(ProblemKind.DAMAGED, refused().kind());
        }
    }

    @Test
    void aKeyFileThatOthersCanReadIsNotUsed() throws Exception {
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r-----"));
        VaultException open = refused();
        assertEquals(ProblemKind.DENIED, open.kind());
        assertTrue(open.problem().hint().orElse("").contains("chmod 600"));
    }

    @Test
    void everyByteThatDiffersInTheWrappedKeysOrTheConfigIsDamageAndNeverAWrongKey() throws Exception {
        for (Key key : List.of(rig.keys("/keys/").getFirst(), Key.of(CONFIG))) {
            byte[] good = rig.object(key);
            for (int at = 0; at < good.length; at++) {
                byte[] bad = good.clone();
                bad[at] ^= 2;
                rig.replace(key, bad);
                VaultException damaged = refused();
                assertEquals(ProblemKind.DAMAGED, damaged.kind(), key + " at " + at);
                assertEquals(key.toString(), damaged.problem().subject().orElse(""));
                rig.replace(key, Arrays.copyOf(good, at));
                assertEquals(ProblemKind.DAMAGED, refused().kind(), key + " cut at " + at);
            }
            rig.replace(key, good);
        }
        as(KeyHome.in(rig.home()), rig.bank, session -> assertArrayEquals(BYTES, VaultRig.readAll(session, id)));
    }

    @Test
    void wrappedKeysThatAreGoneAreDamage() throws Exception {
        rig.bank.delete(rig.keys("/keys/").getFirst());
        assertEquals(ProblemKind.DAMAGED, refused().kind());
    }

    @Test
    void theConfigOfAnotherVaultIsRefused() throws Exception {
        MemoryBank other = new MemoryBank();
        try (VaultRig foreign = rig.beside(other)) {
            foreign.store(BYTES);
            for (Key key : foreign.keys("vault/")) {
                rig.replace(key, foreign.object(key));
            }
        }
        VaultException refused = refused();
        assertEquals(ProblemKind.CONFLICT, refused.kind());
        assertTrue(refused.getMessage().contains("another vault"), refused.getMessage());
    }

    @Test
    void noVaultIsMadeWhereThisHomeHasSeenOne() throws Exception {
        for (Key key : rig.keys("vault/")) {
            rig.bank.delete(key);
        }
        VaultException refused = assertThrows(VaultException.class, rig::writing);
        assertEquals(ProblemKind.CONFLICT, refused.kind());
        assertTrue(rig.keys("vault/").isEmpty());
    }

    @Test
    void aVaultIsLeftOpenOnlyWhereThatWasAskedForAndIsRefusedWhereItWasNot() throws Exception {
        MemoryBank plain = new MemoryBank();
        KeyHome open = KeyHome.in(elsewhere).plain();
        try (VaultService vault = new VaultService(new SessionSettings(3, VaultRig.PACK, elsewhere), open, 1);
                VaultSession session = vault.open(plain,
                        SessionOptions.writing(new Owner("r", 1), "c", "c.0", Key.of("d")))) {
            VaultRig.put(session, BYTES);
            session.flush();
        }
        assertFalse(Files.exists(elsewhere.resolve("etc/keys/vault.key")));
        as(open, plain, session -> { });
        assertEquals(ProblemKind.CONFLICT, refused(KeyHome.in(rig.home()), plain).kind());
    }

    @Test
    void anEncryptedVaultThatIsMadeToLookOpenIsRefused() throws Exception {
        MemoryBank plain = new MemoryBank();
        KeyHome open = KeyHome.in(rig.home()).plain();
        try (VaultService vault = new VaultService(new SessionSettings(3, VaultRig.PACK, elsewhere), open, 1)) {
            vault.open(plain, SessionOptions.writing(new Owner("r", 1), "c", "c.0", Key.of("d"))).close();
        }
        for (Key key : rig.keys("vault/")) {
            rig.bank.delete(key);
        }
        try (VaultRig copy = rig.beside(plain)) {
            for (Key key : copy.keys("vault/")) {
                rig.replace(key, copy.object(key));
            }
        }
        assertEquals(ProblemKind.CONFLICT, refused(open, rig.bank).kind());
        assertEquals(ProblemKind.CONFLICT, refused().kind());
    }

    @Test
    void keysThatSomebodyLeftWhoDiedBeforeTheConfigAreInNobodysWay() throws Exception {
        Key left = Key.of("vault/00000000-0000-0000-0000-000000000000/keys/00000001-0000000000000000");
        try (VaultRig fresh = rig.beside(new MemoryBank())) {
            fresh.replace(left, new byte[10]);
            DataId stored = fresh.store(BYTES);
            try (VaultSession session = fresh.reading()) {
                assertArrayEquals(BYTES, VaultRig.readAll(session, stored));
            }
        }
    }
}
