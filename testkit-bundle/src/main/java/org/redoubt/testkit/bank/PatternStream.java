package org.redoubt.testkit.bank;

import java.io.InputStream;

/** Bytes that can be told at any place without keeping them. */
final class PatternStream extends InputStream {
    private final long length;
    private final int seed;
    private long at;

    PatternStream(long length, int seed) {
        this.length = length;
        this.seed = seed;
    }

    static byte at(long offset, int seed) {
        long mixed = (offset + 1) * 0x9E3779B97F4A7C15L ^ seed * 0xBF58476D1CE4E5B9L;
        return (byte) (mixed >>> 32);
    }

    @Override
    public int read() {
        return at == length ? -1 : at(at++, seed) & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) {
        if (count == 0) {
            return 0;
        }
        if (at == length) {
            return -1;
        }
        int given = (int) Math.min(count, length - at);
        for (int i = 0; i < given; i++) {
            bytes[offset + i] = at(at++, seed);
        }
        return given;
    }
}
