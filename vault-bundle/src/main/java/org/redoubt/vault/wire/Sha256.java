package org.redoubt.vault.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, by which whole objects are named and checked without any key. */
public final class Sha256 {
    /** How many bytes a hash has. */
    public static final int LENGTH = 32;

    private Sha256() {
    }

    /** The hash of bytes. */
    public static byte[] of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** The hash of a part of an array. */
    public static byte[] of(byte[] bytes, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, offset, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }

    /** The hash of a part of an array as 64 hexadecimal digits. */
    public static String hex(byte[] bytes, int offset, int length) {
        return HexFormat.of().formatHex(of(bytes, offset, length));
    }
}
