package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.access.Secret;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultKeys;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.independent.IndependentReader;

/** The description of the format is enough: a reader that was written from it gives back what the vault has stored. */
class IndependentReaderTest {
    private final VaultRig rig = new VaultRig();
    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        rig.close();
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private IndependentReader reader() throws Exception {
        return reader(rig.home().resolve("etc/keys/vault.key"));
    }

    private IndependentReader reader(Path secret) throws Exception {
        Path objects = Files.createDirectories(folder.resolve("objects"));
        for (Key key : rig.keys("")) {
            Path file = objects.resolve(key.toString());
            Files.createDirectories(file.getParent());
            Files.write(file, rig.object(key));
        }
        return new IndependentReader(objects, secret);
    }

    @Test
    void aStreamWithHolesAndASplicedRangeComesBack() throws Exception {
        byte[] whole = random(1, 6_000_000);
        Arrays.fill(whole, 1_000_000, 3_000_000, (byte) 0);
        DataId first = rig.store(whole);
        DataId second;
        try (VaultSession session = rig.writing(); DataWriter writer = session.create(DataHints.none().previous(first))) {
            writer.reuse(0, 4_000_001);
            System.arraycopy(random(2, 5000), 0, whole, 4_000_001, 5000);
            writer.write(4_000_001, ByteBuffer.wrap(whole, 4_000_001, 5000));
            writer.reuse(4_005_001, whole.length - 4_005_001);
            second = writer.commit();
            rig.commit(session);
        }
        Path file = folder.resolve("stream");
        reader().restore(second.toString(), file);
        assertArrayEquals(whole, Files.readAllBytes(file));
    }

    @Test
    void aTreeComesBack() throws Exception {
        DataId id;
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            tree.add(TreeEntry.builder(TreePath.of("d"), EntryType.DIRECTORY).mode(0700).owner(1, 2).ownerNames("me", "us").build());
            for (int i = 0; i < 2_000; i++) {
                TreeTest.write(tree, TreeTest.file("d/f" + i, i), ("text " + i).getBytes());
            }
            TreeTest.write(tree, TreeTest.file("large", 1), random(3, 3_000_000));
            TreeTest.write(tree, TreeTest.file("empty", 1), new byte[0]);
            tree.add(TreeEntry.builder(TreePath.of("link"), EntryType.SYMLINK).linkTarget("d/f1".getBytes()).build());
            tree.add(TreeEntry.builder(TreePath.of("same"), EntryType.FILE).sameFileAs(TreePath.of("large")).attribute("user.a", new byte[] {1}).build());
            id = tree.commit();
            rig.commit(session);
        }
        Path root = folder.resolve("tree");
        reader().restore(id.toString(), root);
        for (int i = 0; i < 2_000; i++) {
            assertEquals("text " + i, Files.readString(root.resolve("d/f" + i)));
        }
        assertArrayEquals(random(3, 3_000_000), Files.readAllBytes(root.resolve("large")));
        assertEquals(0, Files.size(root.resolve("empty")));
        assertEquals(Path.of("d/f1"), Files.readSymbolicLink(root.resolve("link")));
        assertTrue(Files.isSameFile(root.resolve("large"), root.resolve("same")));
    }

    @Test
    void theDataOfACheckpointIsFoundByItsDocuments() throws Exception {
        DataId id = rig.store(random(4, 1000));
        rig.vault.documents(rig.bank).put(Key.of("checkpoints/c/sections/r/data/image"),
                Body.of("{\"formatVersion\":1}\n{\"type\":\"T\",\"id\":\"x\",\"data\":\"" + id + "\",\"bytes\":1000}\n{\"sha256\":\"\"}\n"));
        reader().checkpoint("c", folder.resolve("out"));
        assertArrayEquals(random(4, 1000), Files.readAllBytes(folder.resolve("out/r/image")));
    }

    @Test
    void aPassphraseOpensWhatWasStoredBeforeAndAfterTheKeysWereRotated() throws Exception {
        DataId before = rig.store(random(5, 1000));
        Secret words = new Secret("correct horse battery staple".toCharArray());
        VaultKeys keys = rig.vault.keys(rig.bank, List.of(words));
        keys.add(words);
        keys.rotate();
        DataId after = rig.store(random(6, 1000));
        IndependentReader reader = reader(Files.writeString(folder.resolve("words"), "correct horse battery staple\n"));
        reader.restore(before.toString(), folder.resolve("before"));
        reader.restore(after.toString(), folder.resolve("after"));
        assertArrayEquals(random(5, 1000), Files.readAllBytes(folder.resolve("before")));
        assertArrayEquals(random(6, 1000), Files.readAllBytes(folder.resolve("after")));
    }
}
