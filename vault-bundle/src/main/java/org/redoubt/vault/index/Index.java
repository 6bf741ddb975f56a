package org.redoubt.vault.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.pack.PackName;

/**
 * What the vault of one bank is believed to hold: the sum of the runs that were listed. Shared by all sessions of a process.
 * Thread-safe. Its memory grows with the number of chunks; the callers only ask {@link #find}, so that a filter before local
 * runs can take its place.
 */
public final class Index {
    private final ChunkTable chunks = new ChunkTable();
    private final List<Run.PackEntry> packs = new ArrayList<>();
    private final Map<PackName, Integer> numbers = new HashMap<>();

    /** The number of a chunk, or -1 if no run names it. */
    public int find(ChunkId id) {
        return chunks.find(id);
    }

    /** Where the chunk with that number is. */
    public Location location(int number) {
        return chunks.location(number);
    }

    /** The pack with that number. */
    public Run.PackEntry pack(int number) {
        synchronized (packs) {
            return packs.get(number);
        }
    }

    /** How many chunks there are. */
    public int count() {
        return chunks.count();
    }

    /** A pack that a run names. */
    public Run.PackEntry pack(PackName name) {
        synchronized (packs) {
            return packs.get(numbers.get(name));
        }
    }

    /** Whether a run names a pack. */
    public boolean names(PackName pack) {
        synchronized (packs) {
            return numbers.containsKey(pack);
        }
    }

    /** Believes a run. */
    public void add(Run run) {
        int[] mine = new int[run.packs().size()];
        for (int i = 0; i < mine.length; i++) {
            mine[i] = number(run.packs().get(i));
        }
        for (Run.Entry entry : run.entries()) {
            Location place = entry.place();
            chunks.add(entry.id(), new Location(mine[place.pack()], place.offset(), place.stored(), place.raw()));
        }
    }

    private int number(Run.PackEntry pack) {
        synchronized (packs) {
            return numbers.computeIfAbsent(pack.name(), name -> {
                packs.add(pack);
                return packs.size() - 1;
            });
        }
    }
}
