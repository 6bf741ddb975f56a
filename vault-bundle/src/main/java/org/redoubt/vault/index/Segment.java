package org.redoubt.vault.index;

import java.nio.MappedByteBuffer;
import java.util.List;
import java.util.Optional;
import org.redoubt.vault.chunk.ChunkId;

/**
 * A sorted part of an index in a file of this process, mapped: in the heap are only a filter and the beginning of every 64th id, less
 * than two bytes a chunk. What is mapped needs no channel that the interrupt of a caller could close. Never changes.
 */
final class Segment {
    /** How many bytes a chunk takes: id, number, pack, offset, length of the record, length of the chunk. */
    static final int ROW = ChunkId.LENGTH + 5 * Integer.BYTES;
    /** How many chunks stand between two fences. */
    static final int GROUP = 64;
    /** How many chunks one mapping takes, as none can be longer than 2 GiB. */
    static final int WINDOW = 1 << 24;

    private final List<MappedByteBuffer> windows;
    private final long[] fences;
    private final Filter filter;
    private final int count;

    /**
     * @param windows the rows, {@link #WINDOW} in each
     * @param fences the first part of the id of every row that begins a group
     * @param filter has all ids
     * @param count how many rows there are
     */
    Segment(List<MappedByteBuffer> windows, long[] fences, Filter filter, int count) {
        this.windows = windows;
        this.fences = fences;
        this.filter = filter;
        this.count = count;
    }

    int count() {
        return count;
    }

    Optional<Found> find(ChunkId id) {
        if (!filter.mayHold(id)) {
            return Optional.empty();
        }
        // Ids that begin alike may stand in several groups.
        int low = Math.max(0, fencesBefore(id.a(), false) - 1) * GROUP;
        int high = (int) Math.min(count, fencesBefore(id.a(), true) * (long) GROUP);
        while (low < high) {
            int middle = low + high >>> 1;
            int order = id(middle).compareTo(id);
            if (order == 0) {
                return Optional.of(found(middle));
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Optional.empty();
    }

    /** How many groups begin before a first part of an id, or with it. */
    private int fencesBefore(long first, boolean orWith) {
        int low = 0;
        int high = fences.length;
        while (low < high) {
            int middle = low + high >>> 1;
            int order = Long.compareUnsigned(fences[middle], first);
            if (order < 0 || orWith && order == 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private MappedByteBuffer window(int row) {
        return windows.get(row / WINDOW);
    }

    private static int at(int row) {
        return row % WINDOW * ROW;
    }

    /** The chunk of a row. */
    ChunkId id(int row) {
        MappedByteBuffer rows = window(row);
        int at = at(row);
        return new ChunkId(rows.getLong(at), rows.getLong(at + 8), rows.getLong(at + 16), rows.getLong(at + 24));
    }

    /** What is known of the chunk of a row. */
    Found found(int row) {
        MappedByteBuffer rows = window(row);
        int at = at(row) + ChunkId.LENGTH;
        return new Found(rows.getInt(at), new Location(rows.getInt(at + 4), rows.getInt(at + 8), rows.getInt(at + 12), rows.getInt(at + 16)));
    }
}
