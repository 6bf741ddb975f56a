package org.redoubt.testkit.protection;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.Extent;

/**
 * The content of a stream.
 *
 * @param size its bytes, holes counted
 * @param parts the data by offset; neither empty nor overlapping; all else are holes
 */
record MemoryStream(long size, NavigableMap<Long, byte[]> parts) {

    /** How many bytes are no holes. */
    long bytes() {
        return parts.values().stream().mapToLong(part -> part.length).sum();
    }

    /** The data that lies in a range, by its offset. */
    NavigableMap<Long, byte[]> within(long offset, long length) {
        NavigableMap<Long, byte[]> found = new TreeMap<>();
        Long first = parts.floorKey(offset);
        for (Map.Entry<Long, byte[]> part : parts.tailMap(first == null ? offset : first, true).entrySet()) {
            long from = Math.max(offset, part.getKey());
            long to = Math.min(offset + length, part.getKey() + part.getValue().length);
            if (part.getKey() >= offset + length) {
                break;
            }
            if (from < to) {
                byte[] bytes = new byte[(int) (to - from)];
                System.arraycopy(part.getValue(), (int) (from - part.getKey()), bytes, 0, bytes.length);
                found.put(from, bytes);
            }
        }
        return found;
    }

    DataReader reader() {
        return new DataReader() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public int read(long offset, ByteBuffer into) {
                if (offset >= size) {
                    return -1;
                }
                int count = (int) Math.min(into.remaining(), size - offset);
                byte[] bytes = new byte[count];
                within(offset, count).forEach((at, data) -> System.arraycopy(data, 0, bytes, (int) (at - offset), data.length));
                into.put(bytes);
                return count;
            }

            @Override
            public Iterable<Extent> extents() {
                return MemoryStream.this.extents();
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    private List<Extent> extents() {
        List<Extent> all = new ArrayList<>();
        long at = 0;
        for (Map.Entry<Long, byte[]> part : parts.entrySet()) {
            if (part.getKey() > at) {
                all.add(new Extent(at, part.getKey() - at, true));
            }
            all.add(new Extent(part.getKey(), part.getValue().length, false));
            at = part.getKey() + part.getValue().length;
        }
        if (at < size) {
            all.add(new Extent(at, size - at, true));
        }
        return all;
    }
}
