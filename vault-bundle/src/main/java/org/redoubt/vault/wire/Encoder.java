package org.redoubt.vault.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects bytes: fixed numbers in big-endian order, others as varints of seven bits, lowest first. Not thread-safe. */
public final class Encoder {
    private byte[] bytes;
    private int size;

    /** Starts empty. */
    public Encoder() {
        this(256);
    }

    /** Starts empty, with room for some bytes. */
    public Encoder(int room) {
        bytes = new byte[Math.max(room, 16)];
    }

    private int room(int more) {
        int at = size;
        if (bytes.length - at < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(at, more), (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
        size += more;
        return at;
    }

    private Encoder fixed(long value, int length) {
        int at = room(length);
        for (int i = 0; i < length; i++) {
            bytes[at + i] = (byte) (value >>> 8 * (length - 1 - i));
        }
        return this;
    }

    /** Appends one byte. */
    public Encoder u8(int value) {
        return fixed(value, 1);
    }

    /** Appends two bytes. */
    public Encoder u16(int value) {
        return fixed(value, 2);
    }

    /** Appends four bytes. */
    public Encoder u32(int value) {
        return fixed(value, 4);
    }

    /** Appends eight bytes. */
    public Encoder u64(long value) {
        return fixed(value, 8);
    }

    /** Appends an unsigned number in as few bytes as it needs. */
    public Encoder varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            u8((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        return u8((int) rest);
    }

    /** Appends a signed number, small ones in few bytes. */
    public Encoder signed(long value) {
        return varint(value << 1 ^ value >> 63);
    }

    /** Appends bytes as they are. */
    public Encoder raw(byte[] source) {
        return raw(source, 0, source.length);
    }

    /** Appends a part of an array as it is. */
    public Encoder raw(byte[] source, int offset, int length) {
        int at = room(length);
        System.arraycopy(source, offset, bytes, at, length);
        return this;
    }

    /** Appends the number of the bytes, then the bytes. */
    public Encoder blob(byte[] source) {
        return varint(source.length).raw(source);
    }

    /** Appends the UTF-8 form of a text with its length. */
    public Encoder text(String text) {
        return blob(text.getBytes(StandardCharsets.UTF_8));
    }

    /** How many bytes there are. */
    public int size() {
        return size;
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** Forgets all bytes and keeps the room. */
    public void clear() {
        size = 0;
    }
}
