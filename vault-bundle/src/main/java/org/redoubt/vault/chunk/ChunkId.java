package org.redoubt.vault.chunk;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;

/**
 * The name of a chunk: made from its plain bytes with a key of the vault, so that it proves the content to who has the key and tells
 * nothing to others. Only {@link Identity} makes one.
 */
public record ChunkId(long a, long b, long c, long d) implements Comparable<ChunkId> {
    /** How many bytes an id has. */
    public static final int LENGTH = 32;

    static ChunkId wrap(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
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

    /** The 32 bytes. */
    public byte[] bytes() {
        return ByteBuffer.allocate(LENGTH).putLong(a).putLong(b).putLong(c).putLong(d).array();
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
