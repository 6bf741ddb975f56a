package org.redoubt.vault.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.redoubt.vault.wire.FormatException;

/**
 * AES-256-GCM over parts of arrays. Heap arrays on purpose: direct buffers are a third as fast. What is sealed in one call is
 * kept short: a call with a megabyte is never compiled, and stays a hundred times slower than it could be. For one thread.
 */
public final class Gcm {
    /** How much longer sealed bytes are. */
    public static final int TAG = 16;

    private final Cipher cipher = cipher();

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has AES with GCM.", e);
        }
    }

    /**
     * Seals bytes.
     *
     * @param key sealed under it once at each position, or never safe again
     * @param stream with the position, what may never come twice under one key
     * @param position with the stream
     * @param bound what has to be the same when they are opened
     * @param from the bytes
     * @param offset where they begin
     * @param length how many
     * @param to where the sealed bytes go
     * @param at where they begin there
     * @return how many there are, {@link #TAG} more
     */
    public int seal(SecretKey key, int stream, long position, byte[] bound, byte[] from, int offset, int length, byte[] to, int at) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, nonce(stream, position));
            cipher.updateAAD(bound);
            return cipher.doFinal(from, offset, length, to, at);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Bytes could not be sealed.", e);
        }
    }

    /**
     * Opens what was sealed in the same place with the same key.
     *
     * @return how many bytes there are, {@link #TAG} fewer
     * @throws FormatException if a single bit differs
     */
    public int open(SecretKey key, int stream, long position, byte[] bound, byte[] from, int offset, int length, byte[] to, int at)
            throws FormatException {
        if (length < TAG) {
            throw new FormatException("it ends too early");
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, nonce(stream, position));
            cipher.updateAAD(bound);
            return cipher.doFinal(from, offset, length, to, at);
        } catch (AEADBadTagException e) {
            throw new FormatException("its bytes are not those that were sealed");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Bytes could not be opened.", e);
        }
    }

    private static GCMParameterSpec nonce(int stream, long position) {
        return new GCMParameterSpec(8 * TAG, ByteBuffer.allocate(12).putInt(stream).putLong(position).array());
    }
}
