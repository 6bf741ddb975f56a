package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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

/** Trees: entry by entry in, and the same entries out, in order, with their contents. */
class TreeTest {
    private final VaultRig rig = new VaultRig();

    @AfterEach
    void close() {
        rig.close();
    }

    static TreeEntry file(String path, int version) {
        return TreeEntry.builder(TreePath.of(path), EntryType.FILE).mode(0644).owner(1000, 100).ownerNames("ann", "users")
                .modified(1_700_000_000L + version, 123_456_789).statKey(new byte[] {(byte) version, 2, 3}).build();
    }

    static void write(TreeWriter tree, TreeEntry entry, byte[] bytes) throws VaultException {
        try (DataWriter writer = tree.file(entry)) {
            writer.write(0, ByteBuffer.wrap(bytes));
            writer.commit();
        }
    }

    static List<TreeEntry> entries(TreeReader tree) throws VaultException {
        List<TreeEntry> all = new ArrayList<>();
        try (TreeReader.Cursor cursor = tree.entries()) {
            for (Optional<TreeEntry> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                all.add(next.get());
            }
        }
        return all;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void everyKindOfEntryComesBackAsItWas() throws Exception {
        TreePath odd = TreePath.of(new byte[] {'d', '/', (byte) 0xff, (byte) 0xfe, '\n', '*'});
        List<TreeEntry> plain = List.of(
                TreeEntry.builder(TreePath.ROOT, EntryType.DIRECTORY).mode(01777).build(),
                TreeEntry.builder(TreePath.of("d"), EntryType.DIRECTORY).mode(0755).modified(-5, 999_999_999)
                        .attribute("user.note", text("x")).attribute("system.posix_acl_access", new byte[44]).build(),
                TreeEntry.builder(odd, EntryType.SYMLINK).linkTarget(new byte[] {'.', '.', '/', (byte) 0x80}).build(),
                TreeEntry.builder(TreePath.of("d/pipe"), EntryType.FIFO).mode(06600).owner(0xffff_fffeL, 1L << 31).build(),
                TreeEntry.builder(TreePath.of("d/null"), EntryType.CHARACTER_DEVICE).device(0x103).build(),
                TreeEntry.builder(TreePath.of("d/sda"), EntryType.BLOCK_DEVICE).device(-1L).build(),
                TreeEntry.builder(TreePath.of("d/sock"), EntryType.SOCKET).build(),
                TreeEntry.builder(TreePath.of("z"), EntryType.FILE).sameFileAs(TreePath.of("a")).size(5).build());
        DataId id;
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            for (TreeEntry entry : plain) {
                tree.add(entry);
            }
            write(tree, file("a", 1), text("hello"));
            write(tree, file("empty", 1), new byte[0]);
            id = tree.commit();
            rig.commit(session);
        }
        List<TreeEntry> expected = new ArrayList<>(plain);
        expected.add(file("a", 1).toBuilder().size(5).build());
        expected.add(file("empty", 1));
        expected.sort((x, y) -> x.path().compareTo(y.path()));
        try (VaultSession session = rig.reading(); TreeReader tree = session.openTree(id)) {
            assertEquals(expected, entries(tree));
            assertEquals(10, tree.count());
            assertEquals(5, tree.bytes());
            assertEquals(Optional.of(plain.get(2)), tree.entry(odd));
            assertEquals(Optional.empty(), tree.entry(TreePath.of("d/none")));
            try (DataReader reader = tree.open(TreePath.of("a"))) {
                assertArrayEquals(text("hello"), VaultRig.read(reader, 0, 5));
            }
            assertEquals(ProblemKind.NOT_FOUND, assertThrows(VaultException.class, () -> tree.open(TreePath.of("z"))).kind());
            assertEquals(List.of(), session.verify(id, n -> { }));
        }
    }

    @Test
    void filesThatAreOpenedOnTheWayHaveTheirOwnContentAlsoWhenSomeArePassedOverOrDamaged() throws Exception {
        int count = 400;
        DataId id;
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            for (int i = 0; i < count; i++) {
                // Every seventh has the content of another one, every fifth none.
                write(tree, file(name(i), 1), text(i % 5 == 0 ? "" : ("content of " + i % (i % 7 == 0 ? 3 : count)).repeat(1 + i % 200)));
            }
            id = tree.commit();
            rig.commit(session);
        }
        for (int step : new int[] {1, 2, 3, 50}) {
            assertEquals(List.of(), damagedOnTheWay(id, count, step), "opening every " + step);
        }
        var pack = rig.keys("packs/d/").getFirst();
        byte[] bytes = rig.object(pack);
        bytes[bytes.length / 3] ^= 0x10;
        rig.replace(pack, bytes);
        assertEquals(1, damagedOnTheWay(id, count, 1).size(), "one chunk, which is that of one file");
    }

    private static String name(int i) {
        return String.format("f%03d", i);
    }

    private List<TreePath> damagedOnTheWay(DataId id, int count, int step) throws Exception {
        List<TreePath> damaged = new ArrayList<>();
        try (VaultSession session = rig.reading(); TreeReader tree = session.openTree(id); TreeReader.Cursor cursor = tree.entries()) {
            for (int i = 0; i < count; i++) {
                TreeEntry entry = cursor.next().orElseThrow();
                assertEquals(TreePath.of(name(i)), entry.path());
                if (i % step == 0) {
                    String expected = i % 5 == 0 ? "" : ("content of " + i % (i % 7 == 0 ? 3 : count)).repeat(1 + i % 200);
                    try (DataReader reader = tree.open(entry.path())) {
                        assertArrayEquals(text(expected), VaultRig.read(reader, 0, (int) reader.size()), entry.path().toString());
                    } catch (VaultException e) {
                        assertEquals(ProblemKind.DAMAGED, e.kind());
                        damaged.add(entry.path());
                    }
                }
            }
            assertEquals(Optional.empty(), cursor.next());
        }
        return damaged;
    }

    @Test
    void anEmptyTreeIsATree() throws Exception {
        DataId id;
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            id = tree.commit();
            rig.commit(session);
        }
        try (VaultSession session = rig.reading(); TreeReader tree = session.openTree(id)) {
            assertEquals(List.of(), entries(tree));
            assertEquals(Optional.empty(), tree.entry(TreePath.ROOT));
            assertEquals(List.of(), session.verify(id, n -> { }));
        }
    }

    @Test
    void twoHundredThousandEntriesInAnyOrderComeBackInOrderAndFewObjectsAreMade() throws Exception {
        int count = 200_000;
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(7));
        DataId id;
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            for (int i : order) {
                write(tree, file("dir" + i % 500 + "/file" + i, 1), i % 4 == 0 ? new byte[0] : text("content " + i));
            }
            id = tree.commit();
            rig.commit(session);
        }
        assertTrue(rig.keys("packs/").size() < 100, "packs: " + rig.keys("packs/").size());
        try (VaultSession session = rig.reading(); TreeReader tree = session.openTree(id)) {
            List<TreeEntry> all = entries(tree);
            assertEquals(count, all.size());
            assertEquals(count, tree.count());
            for (int i = 1; i < count; i++) {
                assertTrue(all.get(i - 1).path().compareTo(all.get(i).path()) < 0);
            }
            Random random = new Random(8);
            for (int k = 0; k < 300; k++) {
                int i = random.nextInt(count) | 1;
                try (DataReader reader = tree.open(TreePath.of("dir" + i % 500 + "/file" + i))) {
                    assertArrayEquals(text("content " + i), VaultRig.read(reader, 0, (int) reader.size()));
                }
            }
        }
    }

    @Test
    void anUnchangedFileIsTakenFromThePreviousTreeUnread() throws Exception {
        byte[] large = new byte[6_000_000];
        new Random(1).nextBytes(large);
        DataId first;
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            write(tree, file("large", 1), large);
            write(tree, file("small", 1), text("small"));
            first = tree.commit();
            rig.commit(session);
        }
        DataId second;
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none().previous(first))) {
            TreeEntry before = tree.previous(TreePath.of("large")).orElseThrow();
            assertArrayEquals(new byte[] {1, 2, 3}, before.statKey());
            assertEquals(large.length, before.size());
            assertTrue(tree.reuse(file("large", 2)));
            assertFalse(tree.reuse(file("other", 2)));
            write(tree, file("other", 2), text("new"));
            second = tree.commit();
            rig.commit(session);
            assertEquals(3, session.totals().newBytes());
            assertTrue(session.totals().storedBytes() < 5_000, "stored " + session.totals());
        }
        try (VaultSession session = rig.reading(); TreeReader tree = session.openTree(second)) {
            assertEquals(List.of(file("large", 2).toBuilder().size(large.length).build(),
                    file("other", 2).toBuilder().size(3).build()), entries(tree));
            try (DataReader reader = tree.open(TreePath.of("large"))) {
                assertArrayEquals(large, VaultRig.read(reader, 0, large.length));
            }
        }
    }

    @Test
    void whatThePreviousTreeHasIsFoundInWhateverOrderItIsAskedFor() throws Exception {
        List<TreeEntry> all = new ArrayList<>();
        DataId first;
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            for (int i = 0; i < 1500; i++) {
                TreeEntry entry = TreeEntry.builder(TreePath.of("d" + i % 40 + "/link" + i), EntryType.SYMLINK).linkTarget(text("to " + i)).build();
                tree.add(entry);
                all.add(entry);
            }
            first = tree.commit();
            rig.commit(session);
        }
        List<TreePath> asked = new ArrayList<>(all.stream().map(TreeEntry::path).sorted().toList());
        asked.add(TreePath.of("d3"));
        asked.add(TreePath.of("zz"));
        asked.add(TreePath.of("d3/link3"));
        List<TreePath> mixed = new ArrayList<>(asked);
        Collections.shuffle(mixed, new Random(5));
        asked.addAll(mixed);
        Map<TreePath, TreeEntry> known = new HashMap<>();
        all.forEach(entry -> known.put(entry.path(), entry));
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none().previous(first))) {
            for (TreePath path : asked) {
                assertEquals(Optional.ofNullable(known.get(path)), tree.previous(path));
                assertEquals(Optional.ofNullable(known.get(path)), tree.previous(path));
            }
        }
    }

    @Test
    void aChangedRangeOfAFileIsSplicedIntoWhatThePreviousTreeHas() throws Exception {
        byte[] image = new byte[3_000_000];
        new Random(2).nextBytes(image);
        DataId first;
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            write(tree, file("image", 1), image);
            first = tree.commit();
            rig.commit(session);
        }
        byte[] changed = image.clone();
        java.util.Arrays.fill(changed, 1_000_000, 1_004_096, (byte) 9);
        DataId second;
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none().previous(first))) {
            try (DataWriter writer = tree.file(file("image", 2))) {
                writer.reuse(0, 1_000_000);
                writer.write(1_000_000, ByteBuffer.wrap(changed, 1_000_000, 4096));
                writer.reuse(1_004_096, image.length - 1_004_096);
                assertEquals(0, writer.bytes());
                writer.commit();
                assertEquals(image.length, writer.bytes());
            }
            second = tree.commit();
            assertEquals(image.length, tree.bytes());
            rig.commit(session);
            assertEquals(4096, session.totals().newBytes());
        }
        try (VaultSession session = rig.reading(); TreeReader tree = session.openTree(second);
                DataReader reader = tree.open(TreePath.of("image"))) {
            assertArrayEquals(changed, VaultRig.read(reader, 0, changed.length));
        }
    }

    @Test
    void aFileThatIsClosedWithoutCommitIsLeftOutAndCanBeTriedAgain() throws Exception {
        DataId id;
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            write(tree, file("a", 1), text("before"));
            try (DataWriter writer = tree.file(file("b", 1))) {
                writer.write(0, ByteBuffer.wrap(new byte[100_000]));
                writer.write(100_000, ByteBuffer.wrap(text("half")));
            }
            write(tree, file("b", 2), text("whole"));
            try (DataWriter writer = tree.file(file("c", 1))) {
                writer.write(0, ByteBuffer.wrap(text("lost")));
            }
            id = tree.commit();
            rig.commit(session);
        }
        try (VaultSession session = rig.reading(); TreeReader tree = session.openTree(id)) {
            assertEquals(List.of("a", "b"), entries(tree).stream().map(e -> e.path().toString()).toList());
            try (DataReader reader = tree.open(TreePath.of("b"))) {
                assertArrayEquals(text("whole"), VaultRig.read(reader, 0, 5));
            }
        }
    }

    @Test
    void whatBreaksTheRulesOfATreeIsRefused() throws Exception {
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            assertInvalid(() -> tree.add(file("a", 1)));
            assertInvalid(() -> tree.file(TreeEntry.builder(TreePath.of("d"), EntryType.DIRECTORY).build()));
            try (DataWriter open = tree.file(file("a", 1))) {
                assertInvalid(() -> tree.file(file("b", 1)));
                open.commit();
                assertInvalid(open::commit);
            }
            write(tree, file("a", 1), text("again"));
            assertInvalid(tree::commit);
        }
    }

    private interface Call {
        void run() throws VaultException;
    }

    private static void assertInvalid(Call call) {
        assertEquals(ProblemKind.INVALID, assertThrows(VaultException.class, call::run).kind());
    }

    @Test
    void aSecondTreeWithFewChangesSharesItsNodes() throws Exception {
        DataId first = tree(0, 20_000);
        long before = rig.bytes();
        DataId second = tree(1, 20_000);
        assertFalse(first.equals(second));
        assertTrue(rig.bytes() - before < 30_000, "stored " + (rig.bytes() - before));
        assertEquals(second, tree(1, 20_000));
    }

    private DataId tree(int changed, int count) throws Exception {
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            for (int i = 0; i < count; i++) {
                write(tree, file(String.format("f%06d", i), i < changed ? 2 : 1), text("text " + i));
            }
            DataId id = tree.commit();
            rig.commit(session);
            return id;
        }
    }
}
