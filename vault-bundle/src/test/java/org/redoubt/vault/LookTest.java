package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.MemoryBank;

/** Looking into a large tree: one finds what one seeks without reading the rest. */
class LookTest {
    private static final int DIRECTORIES = 100;
    private static final int FILES = 500;

    private final PackReads counted = new PackReads(new MemoryBank(), "/packs/");
    private final VaultRig rig = new VaultRig(counted);
    private DataId tree;

    @BeforeEach
    void store() throws Exception {
        try (VaultSession session = rig.writing(); TreeWriter writer = session.createTree(DataHints.none())) {
            writer.add(TreeEntry.builder(TreePath.ROOT, EntryType.DIRECTORY).build());
            for (int d = 0; d < DIRECTORIES; d++) {
                TreePath directory = TreePath.of(String.format("d%03d", d));
                writer.add(TreeEntry.builder(directory, EntryType.DIRECTORY).mode(0755).build());
                for (int f = 0; f < FILES; f++) {
                    String name = directory + "/" + String.format("f%03d", f);
                    TreeTest.write(writer, TreeTest.file(name, 1).toBuilder().statKey(random(d, f)).build(), name.getBytes(StandardCharsets.UTF_8));
                }
            }
            tree = writer.commit();
            rig.commit(session);
        }
        counted.forget();
    }

    private static byte[] random(int d, int f) {
        byte[] bytes = new byte[200];
        new Random(d * 1000L + f).nextBytes(bytes);
        return bytes;
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** The names in a directory, as a listing finds them. */
    private static List<String> list(TreeReader tree, TreePath directory) throws VaultException {
        List<String> names = new ArrayList<>();
        try (TreeReader.Cursor cursor = tree.entries(directory)) {
            assertEquals(directory, cursor.next().orElseThrow().path());
            for (Optional<TreeEntry> next = cursor.next(); next.filter(one -> one.path().startsWith(directory)).isPresent(); next = cursor.next()) {
                names.add(new String(next.get().path().name(), StandardCharsets.UTF_8));
                cursor.skip();
            }
        }
        return names;
    }

    private long everything() throws Exception {
        try (VaultSession session = rig.reading(); TreeReader reader = session.openTree(tree)) {
            assertEquals(1 + DIRECTORIES * (FILES + 1), TreeTest.entries(reader).size());
        }
        int reads = counted.reads().size();
        counted.forget();
        return reads;
    }

    @Test
    void aDirectoryInTheMiddleIsListedWithoutReadingTheOthers() throws Exception {
        long all = everything();
        try (VaultSession session = rig.reading(); TreeReader reader = session.openTree(tree)) {
            List<String> names = list(reader, TreePath.of("d057"));
            assertEquals(FILES, names.size());
            assertEquals("f000", names.getFirst());
            assertEquals("f499", names.getLast());
        }
        int reads = counted.reads().size();
        assertTrue(reads * 3 < all, reads + " of " + all + " reads");
    }

    @Test
    void theRootIsListedWithoutReadingWhatIsInItsDirectories() throws Exception {
        try (VaultSession session = rig.reading(); TreeReader reader = session.openTree(tree)) {
            List<String> names = list(reader, TreePath.ROOT);
            assertEquals(DIRECTORIES, names.size());
            assertEquals("d099", names.getLast());
        }
    }

    @Test
    void aCursorBeginsAtThePathOrAtWhatComesBehindIt() throws Exception {
        try (VaultSession session = rig.reading(); TreeReader reader = session.openTree(tree)) {
            assertEquals("d003/f007", first(reader, "d003/f007"));
            assertEquals("d003/f008", first(reader, "d003/f007x"));
            assertEquals("d004", first(reader, "d003/zzz"));
            assertEquals("", first(reader, ""));
            assertEquals("end", first(reader, "e"));
        }
    }

    private static String first(TreeReader reader, String from) throws VaultException {
        try (TreeReader.Cursor cursor = reader.entries(TreePath.of(from))) {
            return cursor.next().map(entry -> entry.path().toString()).orElse("end");
        }
    }

    @Test
    void whatIsPassedOverIsLeftOutAlsoWhenFilesAreOpenedOnTheWay() throws Exception {
        try (VaultSession session = rig.reading(); TreeReader reader = session.openTree(tree);
                TreeReader.Cursor cursor = reader.entries(TreePath.of("d010/f490"))) {
            for (int f = 490; f < 500; f++) {
                TreePath path = cursor.next().orElseThrow().path();
                assertEquals("d010/f" + f, path.toString());
                try (DataReader content = reader.open(path)) {
                    assertArrayEquals(path.bytes(), VaultRig.read(content, 0, (int) content.size()));
                }
            }
            assertEquals("d011", cursor.next().orElseThrow().path().toString());
            cursor.skip();
            assertEquals("d012", cursor.next().orElseThrow().path().toString());
            assertEquals("d012/f000", cursor.next().orElseThrow().path().toString());
            cursor.skip();
            assertEquals("d012/f001", cursor.next().orElseThrow().path().toString());
        }
    }
}
