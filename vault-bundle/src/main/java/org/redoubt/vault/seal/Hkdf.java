package org.redoubt.vault.seal;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256, as RFC 5869 has it: keys from keys. */
public final class Hkdf {
    private static final String MAC = "HmacSHA256";

    private Hkdf() {
    }

    /**
     * Derives a key.
     *
     * @param secret the key that it comes from
     * @param salt not secret; not empty
     * @param info what it is for
     * @param length how many bytes
     */
    public static byte[] derive(byte[] secret, byte[] salt, byte[] info, int length) {
        Mac expand = mac(mac(salt).doFinal(secret));
        byte[] key = new byte[length];
        byte[] block = new byte[0];
        for (int at = 0, number = 1; at < length; at += block.length, number++) {
            expand.update(block);
            expand.update(info);
            expand.update((byte) number);
            block = expand.doFinal();
            System.arraycopy(block, 0, key, at, Math.min(block.length, length - at));
        }
        Arrays.fill(block, (byte) 0);
        return key;
    }

    /** An HMAC with SHA-256 under a key. For one thread. */
    public static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java runtime has HMAC with SHA-256.", e);
        }
    }
}
