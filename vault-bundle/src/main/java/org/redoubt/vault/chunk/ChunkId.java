package org.redoubt.vault.chunk;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;

/** The name of a chunk: the SHA-256 of its plain bytes, so the name proves the content. */
public record ChunkId(long a, long b, long c, long d) implements Comparable<ChunkId> {
    /** How many bytes an id has. */
    public static final int LENGTH = 32;

    /** A fresh SHA-256. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }

    /** The id of bytes. */
    public static ChunkId of(byte[] bytes) {
        return of(sha256(), bytes, 0, bytes.length);
    }

    /** The id of a part of an array, by a digest that is free for reuse afterwards. */
    public static ChunkId of(MessageDigest sha256, byte[] bytes, int offset, int length) {
        sha256.update(bytes, offset, length);
        return wrap(sha256.digest());
    }

    private static ChunkId wrap(byte[] hash) {
        ByteBuffer in = ByteBuffer.wrap(hash);
        return new ChunkId(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    /** Reads an id. */
    public static ChunkId read(Decoder in) throws FormatException {
        return new ChunkId(in.u64(), in.u64(), in.u64(), in.u64());
    }

    /** Reads an id from its hexadecimal form. */
    public static ChunkId parse(String hex) throws FormatException {
        if (hex.length() != 2 * LENGTH) {
            throw new FormatException("a name has the wrong length");
        }
        try {
            return wrap(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new FormatException("a name is not hexadecimal");
        }
    }

    /** Appends the 32 bytes. */
    public void write(Encoder out) {
        out.u64(a).u64(b).u64(c).u64(d);
    }

    @Override
    public int compareTo(ChunkId other) {
        int order = Long.compareUnsigned(a, other.a);
        order = order != 0 ? order : Long.compareUnsigned(b, other.b);
        order = order != 0 ? order : Long.compareUnsigned(c, other.c);
        return order != 0 ? order : Long.compareUnsigned(d, other.d);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(b);
    }

    /** 64 hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(a) + hex.toHexDigits(b) + hex.toHexDigits(c) + hex.toHexDigits(d);
    }
}
