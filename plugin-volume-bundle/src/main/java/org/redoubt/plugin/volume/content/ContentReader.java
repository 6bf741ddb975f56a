package org.redoubt.plugin.volume.content;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.redoubt.api.os.DataExtent;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.OpenFile;
import org.redoubt.api.problem.RedoubtException;

/**
 * Reads files with one buffer, which is reused. For a sparse file it asks the host where the data is, and takes blocks of
 * zeros within the data for holes too. Not thread-safe.
 */
public final class ContentReader {
    private static final int BUFFER = 1 << 20;
    private static final int SMALL = 64 << 10;
    private static final int BLOCK = 4 << 10;

    /** Outside the heap, where it stays until a collection: thousands of small volumes must not take a large one each. */
    private ByteBuffer buffer = ByteBuffer.allocateDirect(SMALL);

    /**
     * Reads a file up to a size, or to its end if that comes sooner.
     *
     * @param file what to read
     * @param size where to stop, so that a file that grows while it is read has an end
     * @param sparse whether to look for holes
     * @param sink takes the content
     * @return where it stopped: less than the size if the file has become shorter
     */
    public long read(OpenFile file, long size, boolean sparse, ContentSink sink) throws HostFileException, RedoubtException {
        if (!sparse) {
            return range(file, 0, size, false, sink);
        }
        long at = 0;
        while (at < size) {
            Optional<DataExtent> next = file.nextData(at);
            long start = next.map(DataExtent::offset).orElse(size);
            if (next.isEmpty()) {
                // a file that was cut has no data behind its new end either
                start = Math.min(size, Math.max(at, file.size()));
            }
            long holeEnd = Math.min(start, size);
            if (holeEnd > at) {
                sink.hole(at, holeEnd - at);
                at = holeEnd;
            }
            if (next.isEmpty() || at >= size) {
                return at;
            }
            long end = Math.min(next.get().end(), size);
            long reached = range(file, at, end, true, sink);
            if (reached < end) {
                return reached;
            }
            at = end;
        }
        return at;
    }

    private long range(OpenFile file, long from, long to, boolean sparse, ContentSink sink)
            throws HostFileException, RedoubtException {
        if (to - from > buffer.capacity() && buffer.capacity() < BUFFER) {
            buffer = ByteBuffer.allocateDirect(BUFFER);
        }
        long at = from;
        while (at < to) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
            boolean ended = false;
            while (buffer.hasRemaining() && !ended) {
                ended = file.read(at + buffer.position(), buffer) < 0;
            }
            int count = buffer.flip().remaining();
            give(at, count, sparse, sink);
            at += count;
            if (ended) {
                return at;
            }
        }
        return at;
    }

    private void give(long offset, int count, boolean sparse, ContentSink sink) throws RedoubtException {
        int at = 0;
        while (at < count) {
            boolean zero = sparse && zero(at, blockEnd(at, count));
            int end = blockEnd(at, count);
            while (end < count && (sparse && zero(end, blockEnd(end, count))) == zero) {
                end = blockEnd(end, count);
            }
            if (zero) {
                sink.hole(offset + at, end - at);
            } else {
                buffer.limit(end).position(at);
                sink.data(offset + at, buffer);
                buffer.limit(count);
            }
            at = end;
        }
    }

    private static int blockEnd(int from, int count) {
        return Math.min(count, from + BLOCK);
    }

    private boolean zero(int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            if (buffer.getLong(at) != 0) {
                return false;
            }
        }
        for (; at < to; at++) {
            if (buffer.get(at) != 0) {
                return false;
            }
        }
        return true;
    }
}
