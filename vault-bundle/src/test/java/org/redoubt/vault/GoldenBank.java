package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.live.LiveSettings;

/**
 * A bank with one checkpoint that has every form that packs, nodes and entries know. The one in {@code golden/v1} was made by this class when the
 * format was new, and is never made again; a passphrase was added to it when passphrases were new. What upkeep leaves is in {@code golden/v1-runtime},
 * and what it has to leave on a bank with object lock in {@code golden/v1-retained}.
 *
 * @param folder holds {@code objects}, and what opens them
 */
record GoldenBank(Path folder) {
    static final String CHECKPOINT = "01900000-0000-7000-8000-000000000001";
    private static final String SECTION = "checkpoints/" + CHECKPOINT + "/sections/";

    /** Lines that compress well, enough for several chunks. */
    static byte[] lines() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            text.append("line ").append(i).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Lines with a hole before them and a change in them. */
    static byte[] image() {
        byte[] lines = lines();
        byte[] image = new byte[(1 << 20) + lines.length];
        System.arraycopy(lines, 0, image, 1 << 20, lines.length);
        Arrays.fill(image, (1 << 20) + 100_001, (1 << 20) + 100_011, (byte) '!');
        return image;
    }

    /** Makes one. */
    static GoldenBank make(Path folder, VaultRig rig) throws Exception {
        store(rig, options -> options);
        return save(folder, rig);
    }

    /** Makes one on a bank with object lock, where a collection has left what is retained: index objects that are not to be believed any more. */
    static GoldenBank makeRetained(Path folder) throws Exception {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        try (VaultRig home = new VaultRig(new MemoryBank(() -> now));
                VaultRig rig = home.beside(home.bank, new LiveSettings(Duration.ofHours(1), Duration.ofMillis(50), () -> now))) {
            Ledger ledger = new Ledger(rig);
            ledger.protect("waste", CollectRig.random(1, 300_000));
            store(rig, options -> options.retain(Duration.ofDays(30))).forEach((name, id) -> ledger.add(name, id, new byte[0]));
            ledger.purge("waste");
            CollectReport report = rig.vault.collect(rig.bank, CollectOptions.defaults(), ledger);
            assertTrue(report.deleted().bytes() > 300_000 && report.retained().objects() > 0, report.toJson().toString());
            return save(folder, rig);
        }
    }

    private static Map<String, DataId> store(VaultRig rig, UnaryOperator<SessionOptions> more) throws Exception {
        try (VaultSession session = rig.writing(CHECKPOINT, 0, more)) {
            DataId before = VaultRig.put(session, new byte[1 << 20]);
            Map<String, DataId> stored = Map.of("tree/data/files", tree(session), "image/data/content", image(session, before));
            for (Map.Entry<String, DataId> one : stored.entrySet()) {
                data(rig, one.getKey(), one.getValue());
            }
            rig.commit(session);
            return stored;
        }
    }

    private static GoldenBank save(Path folder, VaultRig rig) throws Exception {
        for (Key key : rig.keys("")) {
            Path file = folder.resolve("objects").resolve(key.toString());
            Files.createDirectories(file.getParent());
            Files.write(file, rig.object(key));
        }
        Files.copy(rig.home().resolve("etc/keys/vault.key"), folder.resolve("vault.key"));
        return new GoldenBank(folder);
    }

    private static void data(VaultRig rig, String name, DataId id) throws Exception {
        rig.vault.documents(rig.bank).put(Key.of(SECTION + name), Body.of("{\"formatVersion\":1}\n{\"data\":\"" + id + "\"}\n"));
    }

    private static DataId tree(VaultSession session) throws Exception {
        try (TreeWriter tree = session.createTree(DataHints.none())) {
            tree.add(TreeEntry.builder(TreePath.of("folder"), EntryType.DIRECTORY).mode(0750).owner(1000, 1000).ownerNames("me", "us").build());
            for (int i = 0; i < 300; i++) {
                TreeTest.write(tree, TreeTest.file("folder/small-" + i, i), ("content " + i).getBytes(StandardCharsets.UTF_8));
            }
            TreeTest.write(tree, TreeTest.file("lines", 1), lines());
            TreeTest.write(tree, TreeTest.file("empty", 1), new byte[0]);
            tree.add(TreeEntry.builder(TreePath.of("link"), EntryType.SYMLINK).linkTarget("folder/small-7".getBytes(StandardCharsets.UTF_8)).build());
            tree.add(TreeEntry.builder(TreePath.of("second-name"), EntryType.FILE).sameFileAs(TreePath.of("lines"))
                    .attribute("user.word", new byte[] {1, 2}).build());
            tree.add(TreeEntry.builder(TreePath.of("pipe"), EntryType.FIFO).build());
            tree.add(TreeEntry.builder(TreePath.of("null"), EntryType.CHARACTER_DEVICE).device(0x103).build());
            return tree.commit();
        }
    }

    private static DataId image(VaultSession session, DataId before) throws Exception {
        byte[] image = image();
        DataId plain;
        try (DataWriter writer = session.create(DataHints.none().previous(before))) {
            writer.reuse(0, 1 << 20);
            writer.write(1 << 20, ByteBuffer.wrap(lines()));
            plain = writer.commit();
        }
        session.flush();
        int change = (1 << 20) + 100_001;
        try (DataWriter writer = session.create(DataHints.none().previous(plain))) {
            writer.reuse(0, change);
            writer.write(change, ByteBuffer.wrap(image, change, 10));
            writer.reuse(change + 10, image.length - change - 10);
            return writer.commit();
        }
    }

    /** The keys of all objects. */
    List<Key> keys() throws IOException {
        Path objects = folder.resolve("objects");
        try (Stream<Path> all = Files.walk(objects)) {
            return all.filter(Files::isRegularFile).map(file -> Key.of(objects.relativize(file).toString())).toList();
        }
    }

    byte[] object(Key key) throws IOException {
        return Files.readAllBytes(folder.resolve("objects").resolve(key.toString()));
    }

    /** Refuses what is not what was stored. */
    static void check(Path restored) throws IOException {
        Path tree = restored.resolve("tree/files");
        for (int i = 0; i < 300; i++) {
            assertEquals("content " + i, Files.readString(tree.resolve("folder/small-" + i)));
        }
        assertArrayEquals(lines(), Files.readAllBytes(tree.resolve("lines")));
        assertEquals(0, Files.size(tree.resolve("empty")));
        assertEquals("content 7", Files.readString(tree.resolve("link")));
        assertTrue(Files.isSameFile(tree.resolve("lines"), tree.resolve("second-name")));
        assertArrayEquals(image(), Files.readAllBytes(restored.resolve("image/content")));
    }
}
