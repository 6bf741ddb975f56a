package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file that is written from its beginning to its end and then brought to disk. For one thread. */
sealed interface NewFile extends AutoCloseable permits NewFile.Cached, UncachedFile {
    /** What is smaller is read again soon, as a rule, and is not worth a buffer. */
    long LARGE = 1 << 20;

    /**
     * Makes a file that must not exist yet.
     *
     * @param length how long it will be, as far as anybody knows
     */
    static NewFile create(Path file, long length) throws IOException {
        FileChannel channel = Durable.create(file);
        try {
            return length >= LARGE ? UncachedFile.of(channel, file) : new Cached(channel);
        } catch (RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /** Writes these bytes behind those before. */
    void write(ByteBuffer bytes) throws IOException;

    /** Brings all that was written to disk; nothing is written afterwards. */
    void finish() throws IOException;

    @Override
    void close() throws IOException;

    /** One that goes through the page cache. */
    record Cached(FileChannel channel) implements NewFile {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void finish() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
