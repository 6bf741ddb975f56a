package org.redoubt.vault.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.index.Found;
import org.redoubt.vault.index.IndexView;
import org.redoubt.vault.index.Location;

/**
 * Records that stand near each other in one pack, to be read at once.
 *
 * @param parts the records, in the order in which they stand there; at least one
 */
record Stretch(List<Part> parts) {
    /** How much is read at once at the most. */
    static final int LONGEST = 1 << 20;
    /** What costs less to be read as well than to be passed over by another access. */
    private static final int GAP = 16 << 10;

    /**
     * A record.
     *
     * @param number what its chunk is called by who wants it
     * @param id the chunk
     * @param place where it stands
     */
    record Part(int number, ChunkId id, Location place) {
        private long end() {
            return place.offset() + (long) place.stored();
        }
    }

    int pack() {
        return parts.getFirst().place().pack();
    }

    int offset() {
        return parts.getFirst().place().offset();
    }

    int length() {
        return (int) (parts.getLast().end() - offset());
    }

    /**
     * Brings chunks into the order of packs.
     *
     * @param ids which; their places are their numbers. Those that are not known, or too long, are left out
     * @param index where they are
     */
    static List<Stretch> plan(List<ChunkId> ids, IndexView index) {
        List<Part> sorted = new ArrayList<>(ids.size());
        for (int number = 0; number < ids.size(); number++) {
            Optional<Found> found = index.find(ids.get(number));
            if (found.isPresent() && found.get().place().stored() <= LONGEST) {
                sorted.add(new Part(number, ids.get(number), found.get().place()));
            }
        }
        sorted.sort(Comparator.comparingInt((Part part) -> part.place().pack()).thenComparingInt(part -> part.place().offset()));
        List<Stretch> stretches = new ArrayList<>();
        int begin = 0;
        for (int next = 1; next <= sorted.size(); next++) {
            if (next == sorted.size() || !near(sorted.get(begin), sorted.get(next - 1), sorted.get(next))) {
                stretches.add(new Stretch(List.copyOf(sorted.subList(begin, next))));
                begin = next;
            }
        }
        return stretches;
    }

    private static boolean near(Part first, Part last, Part next) {
        return next.place().pack() == first.place().pack() && next.place().offset() - last.end() <= GAP && next.end() - first.place().offset() <= LONGEST;
    }
}
