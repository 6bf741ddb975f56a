package org.redoubt.vault.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.seal.Salt;

/** An index answers as a map would, however much of it is in files. */
class IndexTest {
    private static final int IN_TABLE = 100;
    private static final int PACKS = 5;

    @TempDir
    private Path directory;

    private final Map<ChunkId, Location> model = new HashMap<>();

    private static Run.PackEntry pack(long number) {
        return new Run.PackEntry(new PackName(Area.DATA, "0".repeat(64), number), 1 << 24, new Salt(1, "00".repeat(32)));
    }

    /** A run over packs of its own; where it repeats a chunk the earlier place counts. */
    private Run run(int first, List<ChunkId> ids, Random random) {
        List<Run.PackEntry> packs = new ArrayList<>();
        for (int i = 0; i < PACKS; i++) {
            packs.add(pack(first + i));
        }
        List<Run.Entry> entries = new ArrayList<>();
        for (ChunkId id : ids) {
            Location place = new Location(random.nextInt(PACKS), random.nextInt(1 << 24), random.nextInt(1 << 18), random.nextInt(1 << 18));
            entries.add(new Run.Entry(id, place));
            model.putIfAbsent(id, new Location(first + place.pack(), place.offset(), place.stored(), place.raw()));
        }
        return new Run(new Run.Origin("checkpoint", "session", "commits/a/0"), packs, entries);
    }

    private static ChunkId even(Random random) {
        return new ChunkId(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    /** Ids that have much in common, as no hash ever gives them. */
    private static ChunkId alike(Random random) {
        return new ChunkId(random.nextInt(3) - 1, random.nextInt(4), random.nextInt(5), random.nextInt(40) - 20);
    }

    private interface Ids {
        ChunkId next(Random random);
    }

    private Index filled(int runs, int length, Ids ids, Random random) throws VaultException {
        Index index = new Index(directory, IN_TABLE);
        for (int i = 0; i < runs; i++) {
            index.add(run(i * PACKS, Stream.generate(() -> ids.next(random)).limit(length).toList(), random));
        }
        return index;
    }

    private void assertHoldsTheModel(Index index) {
        assertEquals(model.size(), index.count());
        Set<Integer> numbers = new HashSet<>();
        model.forEach((id, place) -> {
            Found found = index.find(id).orElseThrow();
            assertEquals(place, new Location((int) index.pack(found.place().pack()).name().random(), found.place().offset(), found.place().stored(),
                    found.place().raw()));
            assertTrue(found.number() >= 0 && found.number() < index.count() && numbers.add(found.number()));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 101, 799, 801, 7000})
    void givenAnyNumberOfChunksEachIsFoundWhereItIs(int count) throws Exception {
        Index index = filled(1, count, IndexTest::even, new Random(count));

        assertHoldsTheModel(index);
    }

    @Test
    void givenIdsThatBeginAlikeEachIsFoundAndNoOther() throws Exception {
        Random random = new Random(7);
        Index index = filled(40, 50, IndexTest::alike, random);

        assertHoldsTheModel(index);
        for (int a = -2; a <= 2; a++) {
            for (int b = -1; b <= 4; b++) {
                for (int c = -1; c <= 5; c++) {
                    for (int d = -21; d <= 20; d++) {
                        ChunkId id = new ChunkId(a, b, c, d);
                        assertEquals(model.containsKey(id), index.find(id).isPresent());
                    }
                }
            }
        }
    }

    @Test
    void givenAnIdThatDiffersInOneBitItIsNotThere() throws Exception {
        Index index = filled(3, 500, IndexTest::even, new Random(3));

        for (ChunkId id : model.keySet()) {
            for (int bit = 0; bit < Long.SIZE; bit++) {
                long flip = 1L << bit;
                assertFalse(index.find(new ChunkId(id.a() ^ flip, id.b(), id.c(), id.d())).isPresent());
                assertFalse(index.find(new ChunkId(id.a(), id.b() ^ flip, id.c(), id.d())).isPresent());
                assertFalse(index.find(new ChunkId(id.a(), id.b(), id.c() ^ flip, id.d())).isPresent());
                assertFalse(index.find(new ChunkId(id.a(), id.b(), id.c(), id.d() ^ flip)).isPresent());
            }
        }
    }

    @Test
    void givenRunsThatRepeatChunksTheFirstPlaceStays() throws Exception {
        Random random = new Random(11);
        Index index = filled(2, 300, IndexTest::even, random);
        List<ChunkId> again = List.copyOf(model.keySet());

        index.add(run(2 * PACKS, again, random));

        assertHoldsTheModel(index);
    }

    @Test
    void givenMoreChunksTheNumbersOfTheOthersStay() throws Exception {
        Random random = new Random(5);
        Index index = filled(1, 250, IndexTest::even, random);
        Map<ChunkId, Integer> numbers = new HashMap<>();
        model.keySet().forEach(id -> numbers.put(id, index.find(id).orElseThrow().number()));

        index.add(run(PACKS, Stream.generate(() -> even(random)).limit(3000).toList(), random));

        numbers.forEach((id, number) -> assertEquals(number, index.find(id).orElseThrow().number()));
        assertHoldsTheModel(index);
    }

    @Test
    void givenAWalkEachChunkComesOnce() throws Exception {
        Index index = filled(9, 100, IndexTest::even, new Random(9));
        Set<Integer> numbers = new HashSet<>();

        index.forEach(found -> assertTrue(numbers.add(found.number())));

        assertEquals(index.count(), numbers.size());
    }

    @Test
    void nothingIsLeftInTheDirectory() throws Exception {
        filled(1, 1000, IndexTest::even, new Random(1));

        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(Optional.empty(), files.findAny());
        }
    }

    @Test
    void givenADirectoryThatCannotBeWrittenWhatCameBeforeIsFoundAndItGoesOnLater() throws Exception {
        Path occupied = directory.resolve("occupied");
        Files.writeString(occupied, "a file");
        Random random = new Random(2);
        Index index = new Index(occupied, IN_TABLE);
        Run run = run(0, Stream.generate(() -> even(random)).limit(250).toList(), random);

        VaultException refused = assertThrows(VaultException.class, () -> index.add(run));
        assertEquals(ProblemKind.UNAVAILABLE, refused.kind());
        assertTrue(run.entries().subList(0, IN_TABLE).stream().allMatch(entry -> index.find(entry.id()).isPresent()));

        Files.delete(occupied);
        index.add(run);
        assertHoldsTheModel(index);
    }
}
