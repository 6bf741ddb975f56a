package org.redoubt.bank.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;

/** What the bank makes of directories. */
class DirectoryTest {
    @TempDir
    Path place;
    private Scene scene;
    private FileBank bank;

    @BeforeEach
    void prepare() throws Exception {
        scene = new Scene(place);
        bank = scene.bank();
        bank.put(Key.of("first"), Body.of("x"));
        bank.delete(Key.of("first"));
    }

    @AfterEach
    void close() {
        bank.close();
    }

    private Path objects() {
        return scene.directory.resolve("objects");
    }

    @Test
    void deletesLeaveNoEmptyDirectories() throws Exception {
        for (String key : List.of("a/b/c/1", "a/b/2", "d/e/f")) {
            bank.put(Key.of(key), Body.of("x"));
        }
        bank.delete(Key.of("a/b/c/1"));
        bank.delete(Key.of("d/e/f"));
        try (Stream<Path> all = Files.walk(objects())) {
            assertEquals(List.of("", "a", "a/b", "a/b/2"), all.map(path -> objects().relativize(path).toString()).sorted().toList());
        }
    }

    @Test
    void emptyDirectoriesThatACrashLeftAreInNobodysWay() throws Exception {
        Files.createDirectories(objects().resolve("a/b/c"));
        assertEquals(List.of(), Scene.keys(bank));
        bank.put(Key.of("a"), Body.of("x"));
        assertEquals(List.of("a"), Scene.keys(bank));
        Files.createDirectories(objects().resolve("b/c"));
        bank.putIfAbsent(Key.of("b"), Body.of("y"));
        assertEquals(List.of("a", "b"), Scene.keys(bank));
    }

    @Test
    void aPageReadsOnlyTheDirectoriesOnItsWay() throws Exception {
        for (String key : List.of("a/1", "b/1", "c/1", "c/2", "d/1", "e/1")) {
            bank.put(Key.of(key), Body.of("x"));
        }
        // Whoever looks into these directories finds what no bank makes.
        for (String trap : List.of("a", "b", "e")) {
            Files.createSymbolicLink(objects().resolve(trap).resolve("0"), place);
        }
        Page page = bank.list(Prefix.ALL, Optional.of(Key.of("c/1")), 1);
        assertEquals("c/2", page.objects().getFirst().key().toString());
        assertEquals(2, bank.list(Prefix.of("c"), Optional.empty(), 10).objects().size());
        Scene.assertKind(ProblemKind.DAMAGED, () -> bank.list(Prefix.ALL, Optional.empty(), 1));
    }

    @Test
    void aListingOfRandomTreesEqualsASortedSet() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Path tree = Files.createDirectories(objects().resolve("tree" + seed));
            TreeSet<String> expected = new TreeSet<>();
            grow(random, tree, "tree" + seed + "/", 4, expected);
            Prefix prefix = Prefix.of("tree" + seed);
            for (int limit : new int[] {1, 3, 50, 100_000}) {
                assertEquals(List.copyOf(expected), pages(prefix, limit), "seed " + seed + ", limit " + limit);
            }
        }
    }

    private static void grow(Random random, Path directory, String base, int depth, TreeSet<String> keys) throws IOException {
        String alphabet = "ab-.0Z_@";
        for (int i = random.nextInt(7); i > 0; i--) {
            StringBuilder name = new StringBuilder("a");
            for (int n = random.nextInt(4); n > 0; n--) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Path child = directory.resolve(name.toString());
            if (Files.exists(child)) {
                continue;
            }
            if (depth > 0 && random.nextBoolean()) {
                Files.createDirectory(child);
                grow(random, child, base + name + "/", depth - 1, keys);
            } else {
                Files.createFile(child);
                keys.add(base + name);
            }
        }
    }

    private List<String> pages(Prefix prefix, int limit) throws Exception {
        List<String> keys = new ArrayList<>();
        Page page = bank.list(prefix, Optional.empty(), limit);
        while (true) {
            page.objects().stream().map(ObjectInfo::key).map(Key::toString).forEach(keys::add);
            if (!page.more()) {
                return keys;
            }
            page = bank.list(prefix, Optional.of(page.objects().getLast().key()), limit);
        }
    }

    @Test
    void anInterruptedPutLeavesNothingUnfinished() throws Exception {
        Body body = new Body() {
            @Override
            public long length() {
                return 1 << 20;
            }

            @Override
            public InputStream open() {
                return new InputStream() {
                    private int left = 1 << 20;

                    @Override
                    public int read() {
                        if (--left == 1 << 19) {
                            Thread.currentThread().interrupt();
                        }
                        return left < 0 ? -1 : 7;
                    }
                };
            }
        };
        try {
            Scene.assertKind(ProblemKind.CANCELLED, () -> bank.put(Key.of("a"), body));
        } finally {
            Thread.interrupted();
        }
        assertEquals(List.of(), scene.unfinished());
        assertEquals(List.of(), Scene.keys(bank));
    }

    @Test
    void theFolderOfAWriterMayBeTakenAwayWhileItRests() throws Exception {
        bank.put(Key.of("a"), Body.of("x"));
        for (Path each : scene.writers()) {
            LifeSign.remove(each);
        }
        bank.put(Key.of("b"), Body.of("y"));
        for (Path each : scene.writers()) {
            LifeSign.remove(each);
        }
        Files.delete(scene.directory.resolve("writers"));
        bank.put(Key.of("c"), Body.of("z"));
        assertEquals(List.of("a", "b", "c"), Scene.keys(bank));
    }

    @Test
    void aClosedBankLeavesNoTraceOfItsWriter() throws Exception {
        bank.put(Key.of("a"), Body.of("x"));
        assertEquals(1, scene.writers().size());
        bank.close();
        assertEquals(List.of(), scene.writers());
        Scene.assertKind(ProblemKind.UNAVAILABLE, () -> bank.put(Key.of("b"), Body.of("x")));
    }
}
