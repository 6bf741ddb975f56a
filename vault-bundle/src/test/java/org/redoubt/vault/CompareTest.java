package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.Changes;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataKind;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.Footprint;
import org.redoubt.api.vault.Tally;
import org.redoubt.api.vault.TreeChange;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;

/** What differs between two states of the same data, and what they take together. */
class CompareTest {
    private final VaultRig rig = new VaultRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private DataId tree(Map<String, String> files) throws Exception {
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            tree.add(TreeEntry.builder(TreePath.ROOT, EntryType.DIRECTORY).build());
            for (Map.Entry<String, String> file : files.entrySet()) {
                TreeTest.write(tree, TreeTest.file(file.getKey(), 1), file.getValue().getBytes(StandardCharsets.UTF_8));
            }
            DataId id = tree.commit();
            rig.commit(session);
            return id;
        }
    }

    private static <C> List<C> all(Changes<C> changes) throws VaultException {
        List<C> all = new ArrayList<>();
        for (Optional<C> next = changes.next(); next.isPresent(); next = changes.next()) {
            all.add(next.get());
        }
        return all;
    }

    private static String word(TreeChange change) {
        return (change.before().isEmpty() ? "+" : change.after().isEmpty() ? "-" : change.aspects().toString()) + change.path();
    }

    private List<String> compare(DataId before, DataId after) throws VaultException {
        try (VaultSession session = rig.reading()) {
            return all(session.compareTrees(before, after)).stream().map(CompareTest::word).toList();
        }
    }

    @Test
    void anyTwoTreesDifferInWhatIsNotInBothAlike() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 12; round++) {
            TreeMap<String, String> before = new TreeMap<>();
            int count = 1 << round;
            for (int i = 0; i < count; i++) {
                before.put("d" + random.nextInt(1 + count / 50) + "/f" + random.nextInt(2 * count), "content " + random.nextInt(3));
            }
            TreeMap<String, String> after = new TreeMap<>(before);
            for (int change = random.nextInt(12); change > 0; change--) {
                String path = "d" + random.nextInt(1 + count / 50) + "/f" + random.nextInt(2 * count);
                if (random.nextBoolean()) {
                    after.remove(path);
                } else {
                    after.put(path, "content " + random.nextInt(4));
                }
            }
            List<String> expected = new ArrayList<>();
            TreeMap<TreePath, String> paths = new TreeMap<>();
            before.keySet().forEach(path -> paths.put(TreePath.of(path), path));
            after.keySet().forEach(path -> paths.put(TreePath.of(path), path));
            for (String path : paths.values()) {
                if (!before.containsKey(path)) {
                    expected.add("+" + path);
                } else if (!after.containsKey(path)) {
                    expected.add("-" + path);
                } else if (!before.get(path).equals(after.get(path))) {
                    expected.add("[CONTENT]" + path);
                }
            }
            DataId one = tree(before);
            DataId other = tree(after);
            assertEquals(expected, compare(one, other), "round " + round);
            assertEquals(expected.size(), compare(other, one).size(), "round " + round + ", the other way round");
            assertEquals(List.of(), compare(one, one));
        }
    }

    @Test
    void everyAspectIsToldAndWhatOnlyHelpsToKnowAnUnchangedFileIsNone() throws Exception {
        TreeEntry entry = TreeTest.file("f", 1);
        Map<String, TreeEntry> others = new TreeMap<>(Map.of(
                "[]", entry.toBuilder().statKey(new byte[] {9}).build(),
                "[MODE]", entry.toBuilder().mode(0600).build(),
                "[OWNER]", entry.toBuilder().ownerNames("bob", "users").build(),
                "[MODIFIED]", entry.toBuilder().modified(5, 5).build(),
                "[ATTRIBUTES]", entry.toBuilder().attribute("user.note", new byte[] {1}).build()));
        DataId one = single(entry, "same");
        for (Map.Entry<String, TreeEntry> other : others.entrySet()) {
            List<String> expected = other.getKey().equals("[]") ? List.of() : List.of(other.getKey() + "f");
            assertEquals(expected, compare(one, single(other.getValue(), "same")));
        }
        assertEquals(List.of("[CONTENT, MODE]f"), compare(one, single(entry.toBuilder().mode(0).build(), "else")));
        assertEquals(List.of("[TARGET]f"), compare(link("here"), link("there")));
        assertEquals(List.of("[TYPE, MODE, OWNER, MODIFIED, TARGET]f"), compare(one, link("here")));
    }

    private DataId single(TreeEntry entry, String content) throws Exception {
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            TreeTest.write(tree, entry, content.getBytes(StandardCharsets.UTF_8));
            DataId id = tree.commit();
            rig.commit(session);
            return id;
        }
    }

    private DataId link(String target) throws Exception {
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            tree.add(TreeEntry.builder(TreePath.of("f"), EntryType.SYMLINK).linkTarget(target.getBytes(StandardCharsets.UTF_8)).build());
            DataId id = tree.commit();
            rig.commit(session);
            return id;
        }
    }

    @Test
    void changedRangesOfAStreamCoverWhatDiffersAndLittleMore() throws Exception {
        Random random = new Random(5);
        byte[] before = new byte[6 << 20];
        random.nextBytes(before);
        Arrays.fill(before, 1 << 20, 2 << 20, (byte) 0);
        DataId one = rig.store(before);
        for (int round = 0; round < 8; round++) {
            byte[] after = Arrays.copyOf(before, before.length + (round % 3 - 1) * 300_000);
            int changed = Math.min(after.length, 1 + random.nextInt(200_000));
            int at = random.nextInt(after.length - changed + 1);
            byte[] part = new byte[changed];
            random.nextBytes(part);
            System.arraycopy(part, 0, after, at, changed);
            List<Extent> ranges = ranges(one, rig.store(after));
            long told = ranges.stream().mapToLong(Extent::length).sum();
            // The key of the vault decides where chunks are cut, and so after how many of them both are cut alike again: more than 30 hardly ever.
            assertTrue(told <= changed + 300_000 + (3 << 20), told + " bytes told of " + changed);
            for (int i = 0; i < after.length; i++) {
                byte was = i < before.length ? before[i] : (byte) (after[i] + 1);
                int place = i;
                assertTrue(was == after[i] || ranges.stream().anyMatch(r -> r.offset() <= place && place < r.offset() + r.length()), "at " + i);
            }
        }
        assertEquals(List.of(), ranges(one, rig.store(before)));
    }

    private List<Extent> ranges(DataId before, DataId after) throws VaultException {
        try (VaultSession session = rig.reading()) {
            return all(session.compareStreams(before, after));
        }
    }

    @Test
    void aRangeThatWasSplicedIntoAStreamIsToldToTheByte() throws Exception {
        byte[] before = new byte[3 << 20];
        new Random(6).nextBytes(before);
        DataId one = rig.store(before);
        DataId other;
        try (VaultSession session = rig.writing(); DataWriter writer = session.create(DataHints.none().previous(one))) {
            writer.reuse(0, 1 << 20);
            writer.write(1 << 20, ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
            writer.reuse((1 << 20) + 4, (1 << 20) - 4);
            writer.hole(2 << 20, 1 << 19);
            writer.reuse((2 << 20) + (1 << 19), 1 << 19);
            other = writer.commit();
            rig.commit(session);
        }
        assertEquals(List.of(new Extent(1 << 20, 4, false), new Extent(2 << 20, 1 << 19, true)), ranges(one, other));
    }

    @Test
    void aNameSaysWhatItStandsForAndAnotherTextIsRefused() throws Exception {
        DataId stream = rig.store(new byte[] {1});
        DataId tree = tree(Map.of("a", "b"));
        try (VaultSession session = rig.reading()) {
            assertEquals(DataKind.STREAM, session.kind(stream));
            assertEquals(DataKind.TREE, session.kind(tree));
            for (String wrong : List.of("", "tree-", "stream-12", "image-" + "0".repeat(64))) {
                assertEquals(ProblemKind.INVALID, assertThrows(VaultException.class, () -> session.kind(DataId.of(wrong))).kind(), wrong);
            }
            assertEquals(ProblemKind.INVALID, assertThrows(VaultException.class, () -> session.compareTrees(stream, tree)).kind());
        }
    }

    @Test
    void damageIsToldWithTheObjectAndNothingIsTakenForTheSame() throws Exception {
        TreeMap<String, String> files = new TreeMap<>(Map.of("a", "1"));
        DataId one = tree(files);
        files.put("b", "2");
        DataId other = tree(files);
        for (Key pack : rig.keys("packs/m/")) {
            byte[] bytes = rig.object(pack);
            bytes[bytes.length / 2] ^= 1;
            bytes[100] ^= 1;
            rig.replace(pack, bytes);
        }
        try (VaultSession session = rig.reading()) {
            VaultException damaged = assertThrows(VaultException.class, () -> all(session.compareTrees(one, other)));
            assertEquals(ProblemKind.DAMAGED, damaged.kind());
            assertTrue(damaged.problem().subject().orElse("").contains("packs/m/"), damaged.problem().toString());
            assertEquals(ProblemKind.DAMAGED, assertThrows(VaultException.class, () -> session.tally().add(0, one)).kind());
        }
    }

    @Test
    void whatIsSharedIsCountedOnceAndWhatOneAloneHasIsToldApart() throws Exception {
        byte[] shared = new byte[2 << 20];
        new Random(1).nextBytes(shared);
        byte[] mine = new byte[1 << 20];
        new Random(2).nextBytes(mine);
        DataId first = rig.store(shared);
        DataId second = rig.store(shared);
        DataId third = rig.store(mine);
        try (VaultSession session = rig.reading()) {
            Tally tally = session.tally();
            assertEquals(shared.length, tally.add(0, first));
            Footprint alone = tally.only(0);
            assertEquals(shared.length, alone.bytes());
            assertTrue(alone.stored() >= shared.length && alone.descriptions() > 0 && alone.descriptions() < 10_000, alone.toString());
            assertEquals(alone, tally.total());
            tally.add(1, third);
            tally.add(0, first);
            assertEquals(alone, tally.only(0));
            assertEquals(shared.length, tally.add(2, second));
            assertEquals(Footprint.NONE, tally.only(0));
            assertEquals(Footprint.NONE, tally.only(2));
            assertEquals(Footprint.NONE, tally.added(2));
            assertEquals(alone, tally.added(0));
            assertEquals(mine.length, tally.only(1).bytes());
            assertEquals(tally.total().bytes(), alone.bytes() + tally.only(1).bytes());
            assertEquals(0, tally.missing());
            tally.add(3, third);
            assertEquals(Footprint.NONE, tally.only(1));
            assertEquals(Footprint.NONE, tally.only(7));
        }
    }

    @Test
    void theFilesOfTreesAreCountedWithThem() throws Exception {
        TreeMap<String, String> files = new TreeMap<>();
        for (int i = 0; i < 3000; i++) {
            files.put("d/f" + i, "content of " + i);
        }
        DataId before = tree(files);
        files.put("d/f1500", "other content");
        files.put("d/new", "new content");
        DataId after = tree(files);
        try (VaultSession session = rig.reading()) {
            Tally tally = session.tally();
            tally.add(0, before);
            Footprint all = tally.total();
            tally.add(1, after);
            assertEquals(3000, all.chunks());
            assertEquals(2, tally.only(1).chunks());
            assertEquals(1, tally.only(0).chunks());
            assertEquals("content of 1500".length(), tally.only(0).bytes());
            assertTrue(tally.only(1).descriptions() * 4 < all.descriptions(), tally.only(1) + " of " + all);
            assertEquals(tally.only(1), tally.added(1));
            assertEquals(0, tally.missing());
        }
    }
}
