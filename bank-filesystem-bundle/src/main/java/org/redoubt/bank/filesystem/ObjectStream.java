package org.redoubt.bank.filesystem;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of an object, over a channel of its own: an interrupt of the reader closes this one and no other. */
final class ObjectStream extends InputStream {
    private final FileChannel channel;
    private long left;

    /**
     * @param channel at the first byte; closed with this stream
     * @param length how many bytes there are
     */
    ObjectStream(FileChannel channel, long length) {
        this.channel = channel;
        this.left = length;
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
        if (left == 0) {
            return -1;
        }
        int given = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(count, left)));
        if (given < 0) {
            throw new EOFException("An object of the bank became shorter while it was read.");
        }
        left -= given;
        return given;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = Math.max(0, Math.min(count, left));
        channel.position(channel.position() + skipped);
        left -= skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
