package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file whose whole blocks are written past the page cache. What is protected is seldom read again soon, and would push out of memory what
 * the programs of this host need; and to make a page that is new to the cache costs more than to write it.
 */
final class UncachedFile implements NewFile {
    private final FileChannel cached;
    private final FileChannel direct;
    private final int block;
    private final ByteBuffer memory;
    private final ByteBuffer waiting;
    private long written;
    private boolean refused;

    private UncachedFile(FileChannel cached, FileChannel direct, int block, ByteBuffer memory) {
        this.cached = cached;
        this.direct = direct;
        this.block = block;
        this.memory = memory;
        this.waiting = memory.alignedSlice(block).limit(DirectAccess.ROOM);
    }

    /** The file that a channel has just made; by way of the page cache if its file system knows no other. */
    static NewFile of(FileChannel channel, Path file) {
        long block = block(file);
        if (block < 1 || block > DirectAccess.LARGEST_BLOCK || Long.bitCount(block) != 1) {
            return new Cached(channel);
        }
        // First of all, as there may be none.
        ByteBuffer memory = DirectAccess.takeMemory();
        Optional<FileChannel> direct = DirectAccess.open(file, StandardOpenOption.WRITE);
        if (direct.isEmpty()) {
            DirectAccess.giveMemory(memory);
            return new Cached(channel);
        }
        return new UncachedFile(channel, direct.get(), (int) block, memory);
    }

    private static long block(Path file) {
        try {
            return Files.getFileStore(file).getBlockSize();
        } catch (IOException | UnsupportedOperationException unknown) {
            // As where the mounts of the host cannot be seen.
            return 0;
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int count = Math.min(bytes.remaining(), waiting.remaining());
            waiting.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            if (!waiting.hasRemaining()) {
                write();
            }
        }
    }

    /** What is left over of a whole block waits for more. */
    private void write() throws IOException {
        waiting.flip();
        int end = waiting.limit();
        waiting.limit(end - end % block);
        writeBlocks();
        waiting.limit(end).compact().limit(DirectAccess.ROOM);
    }

    private void writeBlocks() throws IOException {
        while (waiting.hasRemaining()) {
            try {
                // Where a disk becomes full a write may end within a block; only the cache takes the rest of that.
                written += (refused || written % block != 0 ? cached : direct).write(waiting, written);
            } catch (IOException e) {
                // Some file systems refuse only here what they cannot do. Any other reason is told again by the next attempt.
                if (refused || written > 0) {
                    throw e;
                }
                refused = true;
            }
        }
    }

    @Override
    public void finish() throws IOException {
        write();
        waiting.flip();
        while (waiting.hasRemaining()) {
            written += cached.write(waiting, written);
        }
        cached.force(false);
    }

    @Override
    public void close() throws IOException {
        try (cached; direct) {
            DirectAccess.giveMemory(memory);
        }
    }
}
