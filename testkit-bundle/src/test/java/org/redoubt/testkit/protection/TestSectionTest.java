package org.redoubt.testkit.protection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;

/** The section in memory is as strict as the real one. */
class TestSectionTest {
    private final TestSection section = new TestSection();

    private static void write(TestSection section, String name, DataHints hints) throws VaultException {
        try (DataWriter out = section.create(name, hints)) {
            out.write(2, ByteBuffer.wrap(new byte[] {1, 2, 3}));
            out.hole(5, 4);
            out.write(10, ByteBuffer.wrap(new byte[] {4}));
            out.commit();
        }
    }

    private static byte[] read(TestSection section, String name) throws VaultException {
        try (DataReader in = section.open(name)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) in.size());
            assertEquals(in.size(), in.read(0, bytes));
            return bytes.array();
        }
    }

    @Test
    void holesReadAsZerosAndAreTold() throws Exception {
        write(section, "data", DataHints.none().size(12));
        assertArrayEquals(new byte[] {0, 0, 1, 2, 3, 0, 0, 0, 0, 0, 4, 0}, read(section, "data"));
        List<Extent> extents = new ArrayList<>();
        section.open("data").extents().forEach(extents::add);
        assertEquals(List.of(new Extent(0, 2, true), new Extent(2, 3, false), new Extent(5, 5, true), new Extent(10, 1, false),
                new Extent(11, 1, true)), extents);
    }

    @Test
    void rangesAreReusedFromAnEarlierSection() throws Exception {
        write(section, "data", DataHints.none());
        TestSection next = section.next();
        try (DataWriter out = next.create("data", DataHints.none().previous(section.dataId("data").orElseThrow()))) {
            out.reuse(0, 4);
            out.write(4, ByteBuffer.wrap(new byte[] {9}));
            out.reuse(5, 6);
            assertThrows(VaultException.class, () -> out.reuse(11, 1));
            out.commit();
        }
        assertArrayEquals(new byte[] {0, 0, 1, 2, 9, 0, 0, 0, 0, 0, 4}, read(next, "data"));
    }

    @Test
    void whatIsNotCommittedIsNotThere() throws Exception {
        try (DataWriter out = section.create("data", DataHints.none())) {
            out.write(0, ByteBuffer.wrap(new byte[1]));
            assertThrows(VaultException.class, () -> out.write(0, ByteBuffer.wrap(new byte[1])), "offsets grow");
        }
        assertEquals(List.of(), section.data());
        assertEquals(ProblemKind.NOT_FOUND, assertThrows(VaultException.class, () -> section.open("data")).kind());
    }

    @Test
    void treesKeepTheirEntries() throws Exception {
        TreeEntry file = TreeEntry.builder(TreePath.of("a/f"), EntryType.FILE).build();
        try (TreeWriter tree = section.createTree("tree", DataHints.none())) {
            tree.add(TreeEntry.builder(TreePath.of("a"), EntryType.DIRECTORY).build());
            try (DataWriter out = tree.file(file)) {
                out.write(0, ByteBuffer.wrap(new byte[] {7, 8}));
                out.commit();
            }
            assertThrows(VaultException.class, () -> tree.add(TreeEntry.builder(TreePath.of("a"), EntryType.FIFO).build()));
            tree.commit();
        }
        TestSection next = section.next();
        try (TreeWriter tree = next.createTree("tree", DataHints.none().previous(section.dataId("tree").orElseThrow()))) {
            assertTrue(tree.reuse(file));
            assertFalse(tree.reuse(TreeEntry.builder(TreePath.of("b"), EntryType.FILE).build()));
            tree.commit();
        }
        try (TreeReader tree = next.openTree("tree")) {
            assertEquals(1, tree.count());
            assertEquals(2, tree.bytes());
            assertEquals(Optional.of(2L), tree.entry(TreePath.of("a/f")).map(TreeEntry::size));
        }
    }

    @Test
    void documentsAreWriteOnceAndNamesAreChecked() throws Exception {
        section.put("info", JsonObject.empty());
        assertEquals(ProblemKind.EXISTS, assertThrows(BankException.class, () -> section.put("info", JsonObject.empty())).kind());
        assertEquals(ProblemKind.INVALID, assertThrows(BankException.class, () -> section.put("In Fo", JsonObject.empty())).kind());
        assertEquals(ProblemKind.DENIED,
                assertThrows(BankException.class, () -> section.readOnly().put("other", JsonObject.empty())).kind());
        assertEquals(ProblemKind.DENIED,
                assertThrows(VaultException.class, () -> section.readOnly().create("other", DataHints.none())).kind());
    }
}
