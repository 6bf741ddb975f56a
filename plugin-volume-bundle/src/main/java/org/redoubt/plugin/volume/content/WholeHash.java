package org.redoubt.plugin.volume.content;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a whole image as any other tool would compute it: holes count as zeros. Not thread-safe. */
public final class WholeHash {
    private static final int ZEROS = 64 << 10;

    private final MessageDigest digest;
    private final byte[] zeros = new byte[ZEROS];
    private long position;

    /** A hash of nothing so far. */
    public WholeHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
    }

    /** Adds bytes at an offset at or behind all before; the buffer keeps its position. */
    public void data(long offset, ByteBuffer bytes) {
        upTo(offset);
        position += bytes.remaining();
        digest.update(bytes.duplicate());
    }

    /** Adds zeros up to an offset; a step of bounded length, so that a caller can look around between steps. */
    public void upTo(long offset) {
        while (position < offset) {
            int step = (int) Math.min(zeros.length, offset - position);
            digest.update(zeros, 0, step);
            position += step;
        }
    }

    /** The hash as hexadecimal text; nothing can be added after. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
