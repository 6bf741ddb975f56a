package org.redoubt.vault.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.redoubt.vault.chunk.ChunkId;

/**
 * The segments of an index, which have no chunk in common. Eight of one size become one of the next, so there are few to look into and
 * each chunk is written a few times only. Never changes: what is added makes another one.
 *
 * @param all the segments, the oldest first
 */
record Segments(List<Segment> all) {
    static final Segments NONE = new Segments(List.of());
    private static final int FAN = 8;

    Optional<Found> find(ChunkId id) {
        for (Segment segment : all) {
            Optional<Found> found = segment.find(id);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** These and what a table has, whose chunks are numbered from a base on. */
    Segments with(ChunkTable table, int base, Path directory) throws IOException {
        List<Segment> more = new ArrayList<>(all);
        more.add(write(table, base, directory));
        while (more.size() >= FAN && more.getLast().count() * 2L > more.get(more.size() - FAN).count()) {
            List<Segment> last = more.subList(more.size() - FAN, more.size());
            Segment merged = merge(last, directory);
            last.clear();
            more.add(merged);
        }
        return new Segments(List.copyOf(more));
    }

    private static Segment write(ChunkTable table, int base, Path directory) throws IOException {
        try (SegmentWriter writer = new SegmentWriter(directory, table.count())) {
            for (int number : table.sorted()) {
                writer.append(table.id(number), new Found(base + number, table.location(number)));
            }
            return writer.finish();
        }
    }

    private static final class Source {
        private final Segment segment;
        private ChunkId head;
        private int row;

        Source(Segment segment) {
            this.segment = segment;
            this.head = segment.id(0);
        }

        boolean advance() {
            row++;
            if (row == segment.count()) {
                return false;
            }
            head = segment.id(row);
            return true;
        }
    }

    private static Segment merge(List<Segment> parts, Path directory) throws IOException {
        PriorityQueue<Source> sources = new PriorityQueue<>(Comparator.comparing(source -> source.head));
        parts.forEach(part -> sources.add(new Source(part)));
        try (SegmentWriter writer = new SegmentWriter(directory, parts.stream().mapToInt(Segment::count).sum())) {
            for (Source source = sources.poll(); source != null; source = sources.poll()) {
                writer.append(source.head, source.segment.found(source.row));
                if (source.advance()) {
                    sources.add(source);
                }
            }
            return writer.finish();
        }
    }
}
