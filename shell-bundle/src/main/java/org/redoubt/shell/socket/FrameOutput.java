package org.redoubt.shell.socket;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import org.redoubt.shell.wire.Frame;
import org.redoubt.shell.wire.FrameKind;

/** A stream whose bytes become frames of one kind. */
final class FrameOutput extends OutputStream {
    private static final int LARGEST = 32 << 10;

    private final FrameKind kind;
    private final Consumer<Frame> outbox;

    FrameOutput(FrameKind kind, Consumer<Frame> outbox) {
        this.kind = kind;
        this.outbox = outbox;
    }

    @Override
    public void write(int b) {
        outbox.accept(new Frame(kind, new byte[] {(byte) b}));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        for (int from = offset; from < offset + length; from += LARGEST) {
            int to = Math.min(from + LARGEST, offset + length);
            outbox.accept(new Frame(kind, Arrays.copyOfRange(bytes, from, to)));
        }
    }
}
