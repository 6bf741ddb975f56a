package org.redoubt.plugin.volume.content;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.OpenFile;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataSink;

/** Writes streams of the vault into new, empty files, leaving holes where there were holes. */
public final class ContentWriter {
    /** Looks on while content is written. */
    @FunctionalInterface
    public interface Observer {
        /**
         * Told each stretch.
         *
         * @param bytes how many more bytes are done, holes counted
         */
        void wrote(long bytes) throws RedoubtException;
    }

    /**
     * Writes a whole stream, or fails.
     *
     * @param from what to write
     * @param to where to, empty
     * @param observer told of progress
     */
    public void write(DataReader from, OpenFile to, Observer observer) throws HostFileException, RedoubtException {
        AtomicLong end = new AtomicLong();
        try (StripedFile striped = new StripedFile(to, from.size())) {
            from.transfer(new DataSink<HostFileException>() {
                @Override
                public void data(long offset, ByteBuffer bytes) throws HostFileException {
                    end.accumulateAndGet(offset + bytes.remaining(), Math::max);
                    striped.write(offset, bytes);
                }

                @Override
                public void passed(long bytes) throws RedoubtException {
                    observer.wrote(bytes);
                }
            });
            striped.finish();
        }
        if (end.get() < from.size()) {
            to.resize(from.size());
        }
    }
}
