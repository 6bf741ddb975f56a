package org.redoubt.bank.filesystem.disk;

import java.util.Arrays;

/** What stands in a file at one moment. Equal only to itself, so that states of a disk are cheap to compare. Never changes. */
public final class Content {
    static final Content NONE = new Content(new byte[0]);

    private final byte[] bytes;

    private Content(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    /** This with bytes written over it; what lies between its end and them is zero. */
    Content with(long at, byte[] more) {
        byte[] written = Arrays.copyOf(bytes, Math.max(bytes.length, Math.toIntExact(at + more.length)));
        System.arraycopy(more, 0, written, (int) at, more.length);
        return new Content(written);
    }
}
