package org.redoubt.vault.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** Reads what an {@link Encoder} wrote; never reads past its range nor allocates more than the range holds. Not thread-safe. */
public final class Decoder {
    private final byte[] bytes;
    private final int end;
    private int at;

    /** Reads a whole array. */
    public Decoder(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Reads a part of an array. */
    public Decoder(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    private int take(long length) throws FormatException {
        if (length < 0 || length > end - at) {
            throw new FormatException("it ends too early");
        }
        int from = at;
        at += (int) length;
        return from;
    }

    private long fixed(int length) throws FormatException {
        int from = take(length);
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | bytes[from + i] & 0xff;
        }
        return value;
    }

    /** One byte, unsigned. */
    public int u8() throws FormatException {
        return (int) fixed(1);
    }

    /** Two bytes, unsigned. */
    public int u16() throws FormatException {
        return (int) fixed(2);
    }

    /** Four bytes that stand for a number without sign that fits an int. */
    public int u31() throws FormatException {
        int value = (int) fixed(4);
        if (value < 0) {
            throw new FormatException("a number is too large");
        }
        return value;
    }

    /** Four bytes as they are. */
    public int u32() throws FormatException {
        return (int) fixed(4);
    }

    /** Eight bytes. */
    public long u64() throws FormatException {
        return fixed(8);
    }

    /** A number in as few bytes as it needs, all 64 bits of it. */
    public long bits() throws FormatException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = u8();
            value |= (b & 0x7fL) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new FormatException("a number is too long");
    }

    /** A number of at least zero. */
    public long varint() throws FormatException {
        long value = bits();
        if (value < 0) {
            throw new FormatException("a number is too large");
        }
        return value;
    }

    /** A number of at least zero that fits an int. */
    public int count() throws FormatException {
        long value = varint();
        if (value > Integer.MAX_VALUE) {
            throw new FormatException("a number is too large");
        }
        return (int) value;
    }

    /** A signed number. */
    public long signed() throws FormatException {
        long value = bits();
        return value >>> 1 ^ -(value & 1);
    }

    /** That many bytes, copied. */
    public byte[] raw(long length) throws FormatException {
        int from = take(length);
        return Arrays.copyOfRange(bytes, from, at);
    }

    /** Bytes that stand behind their number. */
    public byte[] blob() throws FormatException {
        return raw(varint());
    }

    /** A text that stands behind its length. */
    public String text() throws FormatException {
        return new String(blob(), StandardCharsets.UTF_8);
    }

    /** How many bytes are left. */
    public int left() {
        return end - at;
    }

    /** Refuses bytes that nobody expected. */
    public void done() throws FormatException {
        if (at != end) {
            throw new FormatException("it has bytes behind its end");
        }
    }
}
