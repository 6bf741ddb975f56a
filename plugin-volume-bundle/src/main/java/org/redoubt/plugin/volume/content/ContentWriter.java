package org.redoubt.plugin.volume.content;

import java.nio.ByteBuffer;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.OpenFile;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.Extent;

/** Writes streams of the vault into new, empty files, leaving holes where there were holes. Not thread-safe. */
public final class ContentWriter {
    private static final int BUFFER = 1 << 20;

    /** Looks on while content is written. */
    @FunctionalInterface
    public interface Observer {
        /**
         * Told each stretch, in order.
         *
         * @param bytes how many bytes are done, holes counted
         */
        void wrote(long bytes) throws RedoubtException;
    }

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    /**
     * Writes a whole stream.
     *
     * @param from what to write
     * @param to where to, empty
     * @param observer told of progress
     */
    public void write(DataReader from, OpenFile to, Observer observer) throws HostFileException, RedoubtException {
        long size = from.size();
        long end = 0;
        if (size > 0) {
            for (Extent extent : from.extents()) {
                if (extent.hole()) {
                    observer.wrote(extent.length());
                } else {
                    end = range(from, to, extent.offset(), extent.offset() + extent.length(), observer);
                }
            }
        }
        if (end < size) {
            to.resize(size);
        }
    }

    private long range(DataReader from, OpenFile to, long start, long end, Observer observer)
            throws HostFileException, RedoubtException {
        long at = start;
        while (at < end) {
            buffer.clear().limit((int) Math.min(BUFFER, end - at));
            int count = from.read(at, buffer);
            if (count <= 0) {
                return at;
            }
            to.write(at, buffer.flip());
            at += count;
            observer.wrote(count);
        }
        return at;
    }
}
