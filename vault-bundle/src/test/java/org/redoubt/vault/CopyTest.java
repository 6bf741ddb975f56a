package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.MemoryBank;

/** Data moves from one bank to another: to a replica of the same vault, or to another vault. */
class CopyTest {
    private final VaultRig here = new VaultRig();
    private final VaultRig there = here.beside(new MemoryBank());
    private final byte[] bytes = new byte[5_000_000];

    CopyTest() {
        new Random(1).nextBytes(bytes);
    }

    @AfterEach
    void close() {
        there.close();
        here.close();
    }

    /** Makes the vault here, and a replica of it there. */
    private void replicate() throws Exception {
        here.store(new byte[] {1});
        for (String part : List.of("/config", "/keys/")) {
            for (Key key : here.keys(part)) {
                there.replace(key, here.object(key));
            }
        }
    }

    private DataId stream() throws Exception {
        try (VaultSession session = here.writing(); DataWriter writer = session.create(DataHints.none().size(50_000_000))) {
            writer.write(10_000_000, ByteBuffer.wrap(bytes));
            DataId id = writer.commit();
            here.commit(session);
            return id;
        }
    }

    private DataId tree() throws Exception {
        try (VaultSession session = here.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            tree.add(TreeEntry.builder(TreePath.of("d"), EntryType.DIRECTORY).mode(0700).build());
            TreeTest.write(tree, TreeTest.file("d/large", 1), bytes);
            for (int i = 0; i < 500; i++) {
                TreeTest.write(tree, TreeTest.file("d/f" + i, 1), ("text " + i).getBytes());
            }
            DataId id = tree.commit();
            here.commit(session);
            return id;
        }
    }

    @Test
    void aStreamKeepsItsNameInAReplicaAndIsMovedOnce() throws Exception {
        replicate();
        DataId id = stream();
        AtomicLong progress = new AtomicLong();
        try (VaultSession source = here.reading(); VaultSession target = there.writing()) {
            assertEquals(id, source.copy(id, target, progress::addAndGet));
            there.commit(target);
            assertEquals(bytes.length, target.totals().newBytes());
        }
        assertEquals(bytes.length, progress.get());
        try (VaultSession source = here.reading(); VaultSession target = there.writing()) {
            source.copy(id, target, n -> { });
            there.commit(target);
            assertEquals(0, target.totals().storedBytes());
        }
        try (VaultSession session = there.reading(); DataReader reader = session.open(id)) {
            assertEquals(50_000_000, reader.size());
            assertArrayEquals(bytes, VaultRig.read(reader, 10_000_000, bytes.length));
            assertEquals(List.of(), session.verify(id, n -> { }));
        }
    }

    @Test
    void aTreeIsTheSameInAReplica() throws Exception {
        replicate();
        DataId id = tree();
        try (VaultSession source = here.reading(); VaultSession target = there.writing()) {
            assertEquals(id, source.copy(id, target, n -> { }));
            there.commit(target);
        }
        assertSameTree(id, id);
    }

    private void assertSameTree(DataId id, DataId copy) throws Exception {
        try (VaultSession a = here.reading(); VaultSession b = there.reading();
                TreeReader original = a.openTree(id); TreeReader copied = b.openTree(copy)) {
            assertEquals(TreeTest.entries(original), TreeTest.entries(copied));
            assertEquals(List.of(), b.verify(copy, n -> { }));
            try (DataReader reader = copied.open(TreePath.of("d/large"))) {
                assertArrayEquals(bytes, VaultRig.read(reader, 0, bytes.length));
            }
        }
    }

    @Test
    void aVaultOfWhichOnlyTheApiIsKnownGetsTheSame() throws Exception {
        DataId stream = stream();
        DataId tree = tree();
        DataId copiedTree;
        try (VaultSession source = here.reading(); VaultSession target = there.writing()) {
            VaultSession foreign = new ForeignSession(target);
            DataId copied = source.copy(stream, foreign, n -> { });
            copiedTree = source.copy(tree, foreign, n -> { });
            there.commit(target);
            try (DataReader reader = target.open(copied)) {
                assertEquals(50_000_000, reader.size());
                assertArrayEquals(bytes, VaultRig.read(reader, 10_000_000, bytes.length));
            }
        }
        assertSameTree(tree, copiedTree);
    }

    @Test
    void anotherVaultNamesTheSameBytesInAnotherWayAndStoresThemOnce() throws Exception {
        DataId id = stream();
        DataId tree = tree();
        DataId copy;
        DataId copiedTree;
        try (VaultSession source = here.reading(); VaultSession target = there.writing()) {
            copy = source.copy(id, target, n -> { });
            copiedTree = source.copy(tree, target, n -> { });
            there.commit(target);
            assertNotEquals(id, copy);
        }
        try (VaultSession source = here.reading(); VaultSession target = there.writing()) {
            assertEquals(copy, source.copy(id, target, n -> { }));
            there.commit(target);
            assertEquals(0, target.totals().storedBytes());
            try (DataReader reader = target.open(copy)) {
                assertArrayEquals(bytes, VaultRig.read(reader, 10_000_000, bytes.length));
            }
        }
        assertSameTree(tree, copiedTree);
    }

    @Test
    void whatIsDamagedIsNotCopied() throws Exception {
        DataId id = stream();
        var pack = here.keys("packs/d/").getFirst();
        byte[] content = here.object(pack);
        content[content.length / 2] ^= 1;
        here.replace(pack, content);
        try (VaultSession source = here.reading(); VaultSession target = there.writing()) {
            VaultException e = assertThrows(VaultException.class, () -> source.copy(id, target, n -> { }));
            assertEquals(ProblemKind.DAMAGED, e.kind());
        }
    }
}
