package org.redoubt.vault.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.vault.Footprint;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.index.Found;
import org.redoubt.vault.index.IndexView;
import org.redoubt.vault.index.Location;

/**
 * Counts chunks by who uses them, each once. Remembers of each one the only owner that it was seen with, or that there are several; so whatever
 * hangs below a node has to be looked at no more than twice. For one thread.
 */
public final class ChunkTally {
    private static final int NOBODY = 0;
    private static final int SEVERAL = -1;
    private static final int PAGE = 1 << 14;

    private final IndexView index;
    // Chunks that all believe in have even numbers, those of this session alone odd ones.
    private final List<List<int[]>> owners = List.of(new ArrayList<>(), new ArrayList<>());
    private final Sum total = new Sum();
    private final List<Sum> added = new ArrayList<>();
    private final List<Sum> only = new ArrayList<>();
    private int owner;
    private long missing;

    /** @param index where chunks are, from beginning to end of the count */
    public ChunkTally(IndexView index) {
        this.index = index;
    }

    private static final class Sum {
        private long chunks;
        private long bytes;
        private long stored;
        private long descriptions;

        void add(Location place, boolean data, int times) {
            if (data) {
                chunks += times;
                bytes += (long) times * place.raw();
                stored += (long) times * place.stored();
            } else {
                descriptions += (long) times * place.stored();
            }
        }

        Footprint footprint() {
            return new Footprint(chunks, bytes, stored, descriptions);
        }
    }

    /** Says whose the chunks are that come now; from 0. */
    public void owner(int number) {
        while (only.size() <= number) {
            only.add(new Sum());
            added.add(new Sum());
        }
        owner = number;
    }

    /** Counts a chunk of data. */
    public void data(ChunkId id) {
        count(id, true);
    }

    /** Counts a chunk that describes others. Whether what hangs below it has to be counted too. */
    public boolean description(ChunkId id) {
        return count(id, false);
    }

    private boolean count(ChunkId id, boolean data) {
        Optional<Found> found = index.find(id);
        if (found.isEmpty()) {
            missing++;
            return true;
        }
        int number = found.get().number();
        int before = seen(number);
        if (before == SEVERAL || before == owner + 1) {
            return false;
        }
        Location place = found.get().place();
        if (before == NOBODY) {
            total.add(place, data, 1);
            added.get(owner).add(place, data, 1);
            only.get(owner).add(place, data, 1);
            seen(number, owner + 1);
        } else {
            only.get(before - 1).add(place, data, -1);
            seen(number, SEVERAL);
        }
        return true;
    }

    private int seen(int number) {
        return page(number)[(number >> 1) % PAGE];
    }

    private void seen(int number, int with) {
        page(number)[(number >> 1) % PAGE] = with;
    }

    private int[] page(int number) {
        List<int[]> pages = owners.get(number & 1);
        while (pages.size() <= (number >> 1) / PAGE) {
            pages.add(new int[PAGE]);
        }
        return pages.get((number >> 1) / PAGE);
    }

    /** What all owners have. */
    public Footprint total() {
        return total.footprint();
    }

    /** What nobody had before an owner. */
    public Footprint added(int number) {
        return number < added.size() ? added.get(number).footprint() : Footprint.NONE;
    }

    /** What only an owner has. */
    public Footprint only(int number) {
        return number < only.size() ? only.get(number).footprint() : Footprint.NONE;
    }

    /** How often a chunk is used that no run names. */
    public long missing() {
        return missing;
    }
}
