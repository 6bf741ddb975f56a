package org.redoubt.plugin.volume.content;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * The CRC-32C of a whole image as any other tool would compute it: holes count as zeros. The parts may come in any order and from several
 * threads, and zeros need not come at all, as it is a sum in which each part counts by its bytes and by its distance from the end. It tells
 * mistakes; what somebody changed on purpose the vault notices. Thread-safe.
 */
public final class WholeChecksum {
    /** The polynomial of Castagnoli, the highest power in the lowest bit. */
    private static final int POLYNOMIAL = 0x82f63b78;
    private static final int ONE = 1 << 31;
    private static final int[] POWERS = powers();

    private final long size;
    private final AtomicInteger sum = new AtomicInteger();

    /** @param size how long the image is */
    public WholeChecksum(long size) {
        this.size = size;
    }

    /** Adds bytes, none of them twice; the buffer keeps its position. */
    public void add(long offset, ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        int length = bytes.remaining();
        crc.update(bytes.duplicate());
        int part = shift((int) crc.getValue() ^ zeros(length), size - offset - length);
        sum.accumulateAndGet(part, (a, b) -> a ^ b);
    }

    /** The checksum of what was added so far, as hexadecimal text of eight digits. */
    public String hex() {
        return HexFormat.of().toHexDigits(sum.get() ^ zeros(size));
    }

    private static int zeros(long length) {
        return ~shift(~0, length);
    }

    /** What a sum becomes by so many bytes of zeros behind it: its product with that power of x. */
    private static int shift(int sum, long bytes) {
        int shifted = sum;
        for (int bit = 0; bytes >> bit != 0; bit++) {
            if ((bytes >> bit & 1) != 0) {
                shifted = times(shifted, POWERS[bit]);
            }
        }
        return shifted;
    }

    /** At n the power of x that stands for a 1 and n zeros in a number of bytes. */
    private static int[] powers() {
        int[] powers = new int[Long.SIZE - 1];
        powers[0] = ONE >>> 8;
        for (int n = 1; n < powers.length; n++) {
            powers[n] = times(powers[n - 1], powers[n - 1]);
        }
        return powers;
    }

    private static int times(int a, int b) {
        int product = 0;
        int factor = b;
        for (int left = a; left != 0; left <<= 1) {
            product ^= factor & left >> 31;
            factor = factor >>> 1 ^ POLYNOMIAL & -(factor & 1);
        }
        return product;
    }
}
