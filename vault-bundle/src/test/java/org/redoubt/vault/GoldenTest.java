package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.independent.IndependentReader;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.session.SessionSettings;

/** What was stored when the format was new can be read for ever. */
class GoldenTest {
    private static final String KEY = "vault.key";

    @TempDir
    private Path folder;

    private static GoldenBank golden() throws Exception {
        return new GoldenBank(Path.of(GoldenTest.class.getResource("/golden/v1/vault.key").toURI()).getParent());
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, "vault.passphrase"})
    void theFirstVersionIsReadByThisOne(String key) throws Exception {
        readByTheVault(golden(), key);
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, "vault.passphrase"})
    void theFirstVersionIsReadByAReaderThatSharesNoCode(String key) throws Exception {
        readIndependently(golden(), key);
    }

    @Test
    void whatThisVersionWritesIsReadByBoth() throws Exception {
        try (VaultRig rig = new VaultRig()) {
            GoldenBank made = GoldenBank.make(Files.createDirectory(folder.resolve("made")), rig);
            readByTheVault(made, KEY);
            readIndependently(made, KEY);
        }
    }

    private void readIndependently(GoldenBank golden, String secret) throws Exception {
        Path restored = folder.resolve("restored");
        new IndependentReader(golden.folder().resolve("objects"), golden.folder().resolve(secret)).checkpoint(GoldenBank.CHECKPOINT, restored);
        GoldenBank.check(restored);
    }

    private void readByTheVault(GoldenBank golden, String secret) throws Exception {
        Bank bank = new MemoryBank();
        for (Key key : golden.keys()) {
            bank.put(key, Body.of(golden.object(key)));
        }
        Path home = Files.createDirectories(folder.resolve("home"));
        Path key = home.resolve("etc/keys").resolve(secret);
        Files.createDirectories(key.getParent());
        Files.copy(golden.folder().resolve(secret), key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        try (VaultService vault = new VaultService(new SessionSettings(3, VaultRig.PACK, home), KeyHome.in(home), 2);
                VaultSession session = vault.open(bank, SessionOptions.reading())) {
            DataId image = data(vault.documents(bank), "image/data/content");
            DataId tree = data(vault.documents(bank), "tree/data/files");
            assertEquals(List.of(), session.verify(image, n -> { }));
            assertEquals(List.of(), session.verify(tree, n -> { }));
            assertArrayEquals(GoldenBank.image(), VaultRig.readAll(session, image));
            try (TreeReader reader = session.openTree(tree)) {
                checkTree(reader);
            }
        }
    }

    private static DataId data(Bank documents, String name) throws Exception {
        Key key = Key.of("checkpoints/" + GoldenBank.CHECKPOINT + "/sections/" + name);
        String text = new String(documents.get(key, ByteRange.ALL).readAllBytes(), StandardCharsets.UTF_8);
        Matcher id = Pattern.compile("\"data\":\"([^\"]+)\"").matcher(text);
        assertTrue(id.find());
        return DataId.of(id.group(1));
    }

    private static void checkTree(TreeReader reader) throws Exception {
        assertEquals(307, TreeTest.entries(reader).size());
        TreeEntry directory = reader.entry(TreePath.of("folder")).orElseThrow();
        assertEquals(EntryType.DIRECTORY, directory.type());
        assertEquals(0750, directory.mode());
        assertEquals("us", directory.group());
        assertEquals(0x103, reader.entry(TreePath.of("null")).orElseThrow().device());
        TreeEntry.Attribute word = reader.entry(TreePath.of("second-name")).orElseThrow().attributes().getFirst();
        assertEquals("user.word", word.name());
        assertArrayEquals(new byte[] {1, 2}, word.value());
        try (DataReader lines = reader.open(TreePath.of("lines"))) {
            assertArrayEquals(GoldenBank.lines(), VaultRig.read(lines, 0, GoldenBank.lines().length));
        }
    }
}
