package org.redoubt.vault.wire;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, by which whole objects are named and checked without any key. */
public final class Sha256 {
    /** How many bytes a hash has. */
    public static final int LENGTH = 32;

    private static final int PIECE = 1 << 16;

    private Sha256() {
    }

    /** The hash of bytes. */
    public static byte[] of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** The hash of a part of an array. */
    public static byte[] of(byte[] bytes, int offset, int length) {
        MessageDigest digest = digest();
        digest.update(bytes, offset, length);
        return digest.digest();
    }

    /**
     * The hash of so many bytes.
     *
     * @param length how many there were
     * @param hex their hash as 64 hexadecimal digits
     */
    public record Counted(long length, String hex) {
    }

    /** The hash of all that a stream gives. */
    public static Counted of(InputStream in) throws IOException {
        MessageDigest digest = digest();
        byte[] piece = new byte[PIECE];
        long length = 0;
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            digest.update(piece, 0, n);
            length += n;
        }
        return new Counted(length, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }

    /** The hash of a part of an array as 64 hexadecimal digits. */
    public static String hex(byte[] bytes, int offset, int length) {
        return HexFormat.of().formatHex(of(bytes, offset, length));
    }
}
