package org.redoubt.shell.wire;

import java.nio.charset.StandardCharsets;

/** One message. The payload belongs to the frame and is not changed after it was handed over. */
public record Frame(FrameKind kind, byte[] payload) {

    /** The largest payload that is accepted, so that a foreign peer cannot make us allocate without bound. */
    public static final int LARGEST_PAYLOAD = 16 << 20;

    private static final byte[] NOTHING = {};

    public static Frame of(FrameKind kind) {
        return new Frame(kind, NOTHING);
    }

    public static Frame of(FrameKind kind, String text) {
        return new Frame(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Frame of(FrameKind kind, int number) {
        return of(kind, Integer.toString(number));
    }

    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    public int number() throws WireException {
        try {
            return Integer.parseInt(text());
        } catch (NumberFormatException e) {
            throw new WireException("a frame of kind " + kind + " holds no number");
        }
    }
}
