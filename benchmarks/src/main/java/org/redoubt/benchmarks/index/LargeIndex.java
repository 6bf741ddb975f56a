package org.redoubt.benchmarks.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.index.Index;
import org.redoubt.vault.index.Location;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.seal.Salt;

/** The process with the index: prints a line of times whenever it has doubled. */
final class LargeIndex {
    private static final int RUN = 1 << 16;
    private static final int IN_PACK = 500;
    private static final int LOOKS = 1_000_000;
    private static final int DOUBLINGS = 3;

    private final Index index;
    private double adding;

    private LargeIndex(Path directory) {
        index = new Index(directory);
    }

    /** @param arguments a directory for temporary files, and how many chunks */
    public static void main(String[] arguments) throws Exception {
        new LargeIndex(Path.of(arguments[0])).fill(Integer.parseInt(arguments[1]));
    }

    private void fill(int chunks) throws Exception {
        int next = chunks >> DOUBLINGS;
        for (int from = 0; from < chunks; from += RUN) {
            Run run = run(from, Math.min(RUN, chunks - from));
            adding += seconds(() -> index.add(run));
            if (index.count() >= next) {
                tell();
                next = Math.min(chunks, 2 * next);
            }
        }
    }

    /** The id of a chunk: the same for the same number. */
    private static ChunkId id(long number) {
        SplittableRandom random = new SplittableRandom(number);
        return new ChunkId(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private static Run run(int from, int count) {
        List<Run.PackEntry> packs = new ArrayList<>();
        List<Run.Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i % IN_PACK == 0) {
                String name = id(-1L - from - i).toString();
                packs.add(new Run.PackEntry(new PackName(Area.DATA, name, 0), 1 << 24, new Salt(1, name)));
            }
            entries.add(new Run.Entry(id(from + i), new Location(packs.size() - 1, i % IN_PACK << 15, 1 << 15, 1 << 16)));
        }
        entries.sort(Comparator.comparing(Run.Entry::id));
        return new Run(new Run.Origin("checkpoint", "session", "commits/a/0"), packs, entries);
    }

    private interface Step {
        void run() throws Exception;
    }

    private static double seconds(Step step) throws Exception {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private void tell() throws Exception {
        int count = index.count();
        SplittableRandom random = new SplittableRandom(count);
        double hit = seconds(() -> look(random.ints(LOOKS, 0, count).asLongStream().toArray(), true));
        double miss = seconds(() -> look(random.longs(LOOKS, count, Long.MAX_VALUE).toArray(), false));
        // As a collection does: two bits for each chunk, and a sum for each pack.
        BitSet live = new BitSet();
        long[] packs = new long[index.packs()];
        double mark = seconds(() -> index.forEach(found -> {
            live.set(found.number() << 1);
            packs[found.place().pack()] += found.place().stored();
        }));
        System.out.println(count + " " + adding / count * 1e6 + " " + hit / LOOKS * 1e6 + " " + miss / LOOKS * 1e6 + " " + mark / count * 1e6);
    }

    private void look(long[] numbers, boolean there) {
        for (long number : numbers) {
            if (index.find(id(number)).isPresent() != there) {
                throw new IllegalStateException("The index gives a wrong answer for " + number + ".");
            }
        }
    }
}
