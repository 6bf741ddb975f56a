package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import org.redoubt.independent.Entry;
import org.redoubt.independent.IndependentReader;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.session.SessionSettings;

/** What was stored when the format was new can be read for ever. */
class GoldenTest {
    private static final String KEY = "vault.key";

    @TempDir
    private Path folder;

    private static GoldenBank golden(String bank) throws Exception {
        return new GoldenBank(Path.of(GoldenTest.class.getResource("/golden/" + bank + "/vault.key").toURI()).getParent());
    }

    @ParameterizedTest
    @CsvSource({"v1, vault.key", "v1, vault.passphrase", "v1-retained, vault.key"})
    void theFirstVersionIsReadByThisOne(String bank, String key) throws Exception {
        readByTheVault(golden(bank), key);
    }

    @ParameterizedTest
    @CsvSource({"v1, vault.key", "v1, vault.passphrase", "v1-retained, vault.key"})
    void theFirstVersionIsReadByAReaderThatSharesNoCode(String bank, String key) throws Exception {
        readIndependently(golden(bank), key);
    }

    @Test
    void whatThisVersionWritesIsReadByBoth() throws Exception {
        try (VaultRig rig = new VaultRig()) {
            GoldenBank made = GoldenBank.make(Files.createDirectory(folder.resolve("made")), rig);
            readByTheVault(made, KEY);
            readIndependently(made, KEY);
        }
    }

    @Test
    void whatThisVersionHasToLeaveOnABankWithObjectLockIsReadByBoth() throws Exception {
        GoldenBank made = GoldenBank.makeRetained(Files.createDirectory(folder.resolve("made")));
        readByTheVault(made, KEY);
        readIndependently(made, KEY);
    }

    /** Deletion, collection, repair and new keys have gone over it. */
    @Test
    void aBankOfARuntimeIsReadWithAllThatIsKnownOfItsFilesByAReaderThatSharesNoCode() throws Exception {
        Path bank = Path.of(GoldenTest.class.getResource("/golden/v1-runtime/bank.json").toURI()).getParent();
        Properties checkpoints = new Properties();
        try (Reader in = Files.newBufferedReader(bank.resolve("checkpoints"))) {
            checkpoints.load(in);
        }
        IndependentReader reader = new IndependentReader(bank.resolve("objects"), bank.resolve("vault.key"));
        for (String which : List.of("first", "second")) {
            reader.checkpoint(checkpoints.getProperty(which), folder.resolve(which));
        }
        Map<String, String> data = reader.data(checkpoints.getProperty("second"));
        String tree = data.keySet().stream().filter(name -> name.endsWith("/tree")).findFirst().orElseThrow();
        String image = data.keySet().stream().filter(name -> name.endsWith("/image")).findFirst().orElseThrow();
        List<Entry> entries = reader.entries(data.get(tree));
        assertLines(bank.resolve("entries"), entries.stream().filter(entry -> !entry.path().isEmpty()).map(GoldenTest::line));
        assertLines(bank.resolve("attributes"), entries.stream().flatMap(GoldenTest::attributes));
        for (String line : Files.readAllLines(bank.resolve("digests"))) {
            String name = line.substring(66);
            Path restored = folder.resolve("second").resolve(name.equals("disk.img") ? image : tree + "/" + name);
            assertEquals(line.substring(0, 64), HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(restored))), name);
        }
        assertEquals("content 7\n", Files.readString(folder.resolve("first").resolve(tree).resolve("many/7")));
    }

    /** Shows only what differs. */
    private static void assertLines(Path expected, Stream<String> lines) throws Exception {
        Set<String> missing = new TreeSet<>(Files.readAllLines(expected));
        Set<String> more = new TreeSet<>();
        lines.filter(line -> !missing.remove(line)).forEach(more::add);
        assertEquals(Set.of(), more);
        assertEquals(Set.of(), missing);
    }

    /** As {@code find} prints it. */
    private static String line(Entry entry) {
        return String.join("|", entry.path(), "fdlpcbs".substring(entry.type(), entry.type() + 1), Integer.toOctalString(entry.mode()),
                Long.toString(entry.owner()), Long.toString(entry.group()), name(entry.ownerName(), entry.owner()), name(entry.groupName(), entry.group()),
                String.format("%d.%09d0", entry.seconds(), entry.nanoseconds()), entry.link());
    }

    private static String name(String name, long number) {
        return name.isEmpty() ? Long.toString(number) : name;
    }

    private static Stream<String> attributes(Entry entry) {
        return entry.attributes().entrySet().stream()
                .map(attribute -> entry.path() + "|" + attribute.getKey() + "=0x" + HexFormat.of().formatHex(attribute.getValue()));
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
