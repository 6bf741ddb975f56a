package org.redoubt.vault.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Turns good bytes into bad ones: the same for the same random numbers. */
final class Mutation {
    private static final byte[] BYTES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff, '"', '[', '{', '/', 0x20};
    private static final int[] NUMBERS = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 20, 1 << 28};
    private static final byte[] LONGEST_NUMBER = {-1, -1, -1, -1, -1, -1, -1, -1, 0x7f};

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    byte[] of(List<byte[]> seeds) {
        byte[] bytes = switch (random.nextInt(12)) {
            case 0 -> noise(random.nextInt(300));
            case 1 -> splice(any(seeds), any(seeds));
            default -> any(seeds).clone();
        };
        for (int left = random.nextInt(5); left > 0; left--) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    private static byte[] join(byte[] head, byte[] middle, byte[] tail) {
        byte[] all = Arrays.copyOf(head, head.length + middle.length + tail.length);
        System.arraycopy(middle, 0, all, head.length, middle.length);
        System.arraycopy(tail, 0, all, head.length + middle.length, tail.length);
        return all;
    }

    private byte[] any(List<byte[]> seeds) {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] splice(byte[] one, byte[] other) {
        return join(Arrays.copyOf(one, random.nextInt(one.length + 1)), new byte[0], tail(other, random.nextInt(other.length + 1)));
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private byte[] changed(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int end = at + random.nextInt(bytes.length - at + 1);
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> join(Arrays.copyOf(bytes, at), new byte[0], tail(bytes, end));
            case 2 -> bytes.length > 10_000 ? bytes : join(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, end), tail(bytes, end));
            case 3 -> join(Arrays.copyOf(bytes, at), LONGEST_NUMBER, tail(bytes, at));
            case 4 -> number(bytes, at);
            case 5 -> set(bytes, at, BYTES[random.nextInt(BYTES.length)]);
            default -> set(bytes, at, (byte) random.nextInt());
        };
    }

    private byte[] number(byte[] bytes, int at) {
        int number = NUMBERS[random.nextInt(NUMBERS.length)];
        for (int i = 0; i < 4; i++) {
            set(bytes, at + i, (byte) (number >>> 24 - 8 * i));
        }
        return bytes;
    }

    private static byte[] set(byte[] bytes, int at, byte value) {
        if (at < bytes.length) {
            bytes[at] = value;
        }
        return bytes;
    }
}
