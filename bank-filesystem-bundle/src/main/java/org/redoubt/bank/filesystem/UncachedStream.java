package org.redoubt.bank.filesystem;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A large range of an object, read past the page cache: what is verified has to be on the disk, not in memory, and what is restored is
 * seldom read again soon.
 */
final class UncachedStream extends InputStream {
    /** What every file system takes that reads past the cache at all; one that wants more refuses, and is read through it. */
    private static final int BLOCK = 4 << 10;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Path file;
    private final long end;
    /** Nobody's while a read is at work: who closes this stream meanwhile must not give it to others. */
    private final AtomicReference<Optional<ByteBuffer>> memory;
    private ByteBuffer ahead = NOTHING;
    private volatile FileChannel channel;
    private volatile boolean closed;
    private boolean accepted;
    private long at;

    /**
     * @param file what is read, if its file system turns out to refuse to be read so
     * @param channel it, opened for direct access; closed with this stream
     * @param offset the first byte
     * @param length how many bytes there are
     */
    UncachedStream(Path file, FileChannel channel, long offset, long length) {
        this.file = file;
        this.channel = channel;
        this.at = offset;
        this.end = offset + length;
        this.memory = new AtomicReference<>(Optional.of(DirectAccess.takeMemory()));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (at == end && !closed) {
            return -1;
        }
        ByteBuffer own = memory.getAndSet(Optional.empty()).orElseThrow(() -> new IOException("The stream is closed."));
        try {
            if (!ahead.hasRemaining()) {
                fill(own);
            }
            int given = (int) Math.min(Math.min(count, ahead.remaining()), end - at);
            ahead.get(bytes, offset, given);
            at += given;
            return given;
        } finally {
            memory.set(Optional.of(own));
            if (closed) {
                release();
            }
        }
    }

    private void fill(ByteBuffer own) throws IOException {
        long from = at - at % BLOCK;
        long whole = (end - from + BLOCK - 1) / BLOCK * BLOCK;
        ByteBuffer blocks = own.alignedSlice(BLOCK);
        blocks.limit((int) Math.min(whole, DirectAccess.ROOM + BLOCK));
        int count = read(blocks, from);
        if (from + count <= at) {
            throw new EOFException("An object of the bank became shorter while it was read.");
        }
        ahead = blocks.flip().position((int) (at - from));
    }

    /** Some file systems refuse only here what they cannot do. Any other reason is told again by the next attempt. */
    private int read(ByteBuffer blocks, long from) throws IOException {
        FileChannel first = channel;
        try {
            int count = first.read(blocks, from);
            accepted = true;
            return count;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            if (accepted) {
                throw e;
            }
            accepted = true;
            channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            first.close();
            if (closed) {
                // Meanwhile, so that only the first one was closed.
                channel.close();
            }
            blocks.position(0);
            return channel.read(blocks, from);
        }
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, end - at));
        at += skipped;
        ahead = NOTHING;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(end - at, Integer.MAX_VALUE);
    }

    private void release() {
        memory.getAndSet(Optional.empty()).ifPresent(DirectAccess::giveMemory);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        release();
        channel.close();
    }
}
