package org.redoubt.independent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Reads numbers, blobs and texts one after the other. */
final class Bytes {
    private final ByteBuffer in;

    Bytes(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    int u8() {
        return in.get() & 0xff;
    }

    int u16() {
        return in.getShort() & 0xffff;
    }

    int u32() {
        return in.getInt();
    }

    long u64() {
        return in.getLong();
    }

    long varint() {
        long value = 0;
        int shift = 0;
        int b;
        do {
            b = u8();
            value |= (b & 0x7fL) << shift;
            shift += 7;
        } while (b >= 0x80);
        return value;
    }

    long signed() {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    byte[] raw(int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    byte[] blob() {
        return raw((int) varint());
    }

    String text() {
        return new String(blob(), StandardCharsets.UTF_8);
    }

    String hex(int length) {
        return HexFormat.of().formatHex(raw(length));
    }

    int at() {
        return in.position();
    }

    int left() {
        return in.remaining();
    }
}
