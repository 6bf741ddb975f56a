package org.redoubt.shell.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames over a connected channel. One thread may read while others write.
 *
 * <p>An interrupt of a thread that is inside {@link #send} or {@link #receive} closes the channel: callers whose
 * threads may be interrupted hand their frames to a thread of their own.
 */
public final class Wire implements AutoCloseable {
    private static final int HEADER = 1 + Integer.BYTES;
    private static final FrameKind[] KINDS = FrameKind.values();

    private final SocketChannel channel;
    private final ReentrantLock writing = new ReentrantLock();
    private final ByteBuffer input = ByteBuffer.allocate(64 << 10).flip();

    public Wire(SocketChannel channel) {
        this.channel = channel;
    }

    /** Sends one frame; it is handed to the operating system when the call returns. */
    public void send(Frame frame) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + frame.payload().length)
                .put((byte) frame.kind().ordinal())
                .putInt(frame.payload().length)
                .put(frame.payload())
                .flip();
        writing.lock();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } finally {
            writing.unlock();
        }
    }

    /** The next frame, or nothing when the peer has closed the connection between two frames. */
    public Optional<Frame> receive() throws IOException {
        if (!fill(1)) {
            return Optional.empty();
        }
        need(HEADER);
        int kind = input.get();
        int length = input.getInt();
        if (kind < 0 || kind >= KINDS.length || length < 0 || length > Frame.LARGEST_PAYLOAD) {
            throw new WireException("the peer sends something else than frames");
        }
        return Optional.of(new Frame(KINDS[kind], payload(length)));
    }

    private byte[] payload(int length) throws IOException {
        byte[] payload = new byte[length];
        int done = Math.min(length, input.remaining());
        input.get(payload, 0, done);
        ByteBuffer rest = ByteBuffer.wrap(payload, done, length - done);
        while (rest.hasRemaining()) {
            if (channel.read(rest) < 0) {
                throw new WireException("the connection ended in the middle of a frame");
            }
        }
        return payload;
    }

    private void need(int bytes) throws IOException {
        if (!fill(bytes)) {
            throw new WireException("the connection ended in the middle of a frame");
        }
    }

    private boolean fill(int bytes) throws IOException {
        while (input.remaining() < bytes) {
            input.compact();
            int read = channel.read(input);
            input.flip();
            if (read < 0) {
                return false;
            }
        }
        return true;
    }

    public SocketChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
