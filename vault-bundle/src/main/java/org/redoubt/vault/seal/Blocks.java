package org.redoubt.vault.seal;

import javax.crypto.SecretKey;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;

/**
 * Bytes of any length sealed block by block, so that no call is long. Each block is bound to its number and to whether it is the last
 * one, so none can be left out, added or moved. There is always a last one, which may be empty.
 */
public final class Blocks {
    /** How many bytes each block but the last one stands for. */
    public static final int BLOCK = 64 << 10;
    private static final int MORE = 0;
    private static final int LAST = 1;

    private Blocks() {
    }

    /** How long bytes are when they are sealed. */
    public static long sealedLength(long length) {
        return length + (length / BLOCK + (length % BLOCK == 0 && length > 0 ? 0 : 1)) * Gcm.TAG;
    }

    /** Appends the sealed form of bytes. */
    public static void seal(SecretKey key, byte[] bound, byte[] plain, Encoder out) {
        Gcm gcm = new Gcm();
        byte[] block = new byte[Math.min(BLOCK, plain.length) + Gcm.TAG];
        int at = 0;
        long number = 0;
        do {
            int length = Math.min(BLOCK, plain.length - at);
            int stream = at + length == plain.length ? LAST : MORE;
            out.raw(block, 0, gcm.seal(key, stream, number++, bound, plain, at, length, block, 0));
            at += length;
        } while (at < plain.length);
    }

    /** Opens a part of an array that holds all sealed blocks and nothing else. */
    public static byte[] open(SecretKey key, byte[] bound, byte[] sealed, int offset, int length) throws FormatException {
        int whole = BLOCK + Gcm.TAG;
        int count = Math.max(1, (length + whole - 1) / whole);
        if (length < (long) count * Gcm.TAG || length - (count - 1) * whole < Gcm.TAG) {
            throw new FormatException("it ends too early");
        }
        Gcm gcm = new Gcm();
        byte[] plain = new byte[length - count * Gcm.TAG];
        int to = 0;
        for (int number = 0; number < count; number++) {
            int from = number * whole;
            int stream = number == count - 1 ? LAST : MORE;
            to += gcm.open(key, stream, number, bound, sealed, offset + from, Math.min(whole, length - from), plain, to);
        }
        return plain;
    }
}
