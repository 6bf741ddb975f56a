package org.redoubt.vault.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.pack.PackName;

/**
 * What the vault of one bank is believed to hold: the sum of the runs that were listed. Shared by all sessions of a process.
 * Thread-safe. The chunks that came last are in a table; what is more is in segments, which take less than two bytes of memory a chunk.
 * Whatever finds a chunk has compared all of its id.
 */
public final class Index {
    // A table of so many takes four megabytes.
    private static final int IN_TABLE = 1 << 16;

    private final ReentrantLock adding = new ReentrantLock();
    private final List<Run.PackEntry> packs = new ArrayList<>();
    private final Map<PackName, Integer> numbers = new HashMap<>();
    private final Path directory;
    private final int inTable;
    private volatile Chunks chunks = new Chunks(Segments.NONE, new ChunkTable(), 0);

    /** @param directory where temporary files go */
    public Index(Path directory) {
        this(directory, IN_TABLE);
    }

    /**
     * @param directory where temporary files go
     * @param inTable how many chunks are kept in the table
     */
    Index(Path directory, int inTable) {
        this.directory = directory;
        this.inTable = inTable;
    }

    /** All chunks: those in the table have numbers from a base on. */
    private record Chunks(Segments segments, ChunkTable table, int base) {
        Optional<Found> find(ChunkId id) {
            int number = table.find(id);
            return number < 0 ? segments.find(id) : Optional.of(new Found(base + number, table.location(number)));
        }
    }

    /** What is known of a chunk; nothing if no run names it. */
    public Optional<Found> find(ChunkId id) {
        return chunks.find(id);
    }

    /** Takes chunks. */
    public interface Visitor {
        /** Takes one. */
        void take(Found chunk);
    }

    /** Goes through all chunks, in no order that means anything. */
    public void forEach(Visitor visitor) {
        Chunks now = chunks;
        for (Segment segment : now.segments.all()) {
            for (int row = 0; row < segment.count(); row++) {
                visitor.take(segment.found(row));
            }
        }
        int count = now.table.count();
        for (int number = 0; number < count; number++) {
            visitor.take(new Found(now.base + number, now.table.location(number)));
        }
    }

    /** How many chunks there are; their numbers are smaller. */
    public int count() {
        Chunks now = chunks;
        return now.base + now.table.count();
    }

    /** How many packs there are; their numbers are smaller. */
    public int packs() {
        synchronized (packs) {
            return packs.size();
        }
    }

    /** The pack with that number. */
    public Run.PackEntry pack(int number) {
        synchronized (packs) {
            return packs.get(number);
        }
    }

    /** A pack that a run names. */
    public Run.PackEntry pack(PackName name) {
        return pack(number(name));
    }

    /** The number of a pack that a run names. */
    public int number(PackName name) {
        synchronized (packs) {
            return numbers.get(name);
        }
    }

    /** Whether a run names a pack. */
    public boolean names(PackName pack) {
        synchronized (packs) {
            return numbers.containsKey(pack);
        }
    }

    /** Believes a run. Called on a thread of the vault. After a failure part of it is believed, and it can be added again. */
    public void add(Run run) throws VaultException {
        adding.lock();
        try {
            int[] mine = new int[run.packs().size()];
            for (int i = 0; i < mine.length; i++) {
                mine[i] = number(run.packs().get(i));
            }
            for (Run.Entry entry : run.entries()) {
                Location place = entry.place();
                add(entry.id(), new Location(mine[place.pack()], place.offset(), place.stored(), place.raw()));
            }
        } finally {
            adding.unlock();
        }
    }

    private void add(ChunkId id, Location place) throws VaultException {
        if (chunks.segments.find(id).isEmpty() && chunks.table.add(id, place) && chunks.table.count() >= inTable) {
            spill();
        }
    }

    private void spill() throws VaultException {
        Chunks full = chunks;
        try {
            chunks = new Chunks(full.segments.with(full.table, full.base, directory), new ChunkTable(), full.base + full.table.count());
        } catch (IOException e) {
            throw new VaultException(Problem.of(ProblemKind.UNAVAILABLE, "The index of the vault cannot be kept in a temporary file: " + e.getMessage())
                    .hint("Free space there, or set another temporary directory.").subject(directory.toString()), e);
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
