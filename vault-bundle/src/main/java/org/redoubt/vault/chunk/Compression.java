package org.redoubt.vault.chunk;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;

/**
 * Turns a chunk into a record and back: compresses with Zstandard, or keeps the bytes as they are where that gains less than 3 %. A
 * record is: codec (0 plain, 1 Zstandard), dictionary (0), two bytes 0, the length of the chunk, the length of the payload, the payload,
 * and zeros that a later release may add as padding. For one thread.
 */
final class Compression implements AutoCloseable {
    /** How many bytes a record has before its payload. */
    static final int HEADER = 12;
    private static final int PLAIN = 0;
    private static final int ZSTD = 1;

    private final Noise noise = new Noise();
    private final ZstdCompressCtx compressor = new ZstdCompressCtx();
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private byte[] viewed = new byte[Chunker.MAX];
    private byte[] record = new byte[HEADER + (int) Zstd.compressBound(Chunker.MAX)];

    Compression(int level) {
        compressor.setLevel(level);
    }

    /** Where {@link #pack} leaves the record until the next call. */
    byte[] record() {
        return record;
    }

    /** Makes the record of a chunk; how many bytes it has. */
    int pack(byte[] chunk, int offset, int length) {
        int bound = HEADER + (int) Zstd.compressBound(length);
        if (record.length < bound) {
            record = new byte[bound];
        }
        // At level 3 it takes Zstandard longer to find out that it gains nothing than the chunk takes to be sealed.
        int stored = noise.fills(chunk, offset, length) ? length
                : compressor.compressByteArray(record, HEADER, record.length - HEADER, chunk, offset, length);
        int codec = ZSTD;
        if (stored > length - length * 3L / 100) {
            codec = PLAIN;
            stored = length;
            System.arraycopy(chunk, offset, record, HEADER, length);
        }
        byte[] header = new Encoder(HEADER).u8(codec).u8(0).u16(0).u32(length).u32(stored).toBytes();
        System.arraycopy(header, 0, record, 0, HEADER);
        return HEADER + stored;
    }

    /** What a record says of itself. */
    private record Payload(int codec, int size, int stored) {
    }

    /** The chunk of a record; memory is taken only when its length is possible. */
    byte[] unpack(byte[] source, int length) throws FormatException {
        Payload payload = payload(source, length);
        return payload.codec == PLAIN ? Arrays.copyOfRange(source, HEADER, HEADER + payload.size)
                : decompress(source, payload, new byte[payload.size]);
    }

    /** The chunk of a record, in the source or where it stays until the next call. */
    ByteBuffer view(byte[] source, int length) throws FormatException {
        Payload payload = payload(source, length);
        if (payload.codec == PLAIN) {
            return ByteBuffer.wrap(source, HEADER, payload.size);
        }
        if (viewed.length < payload.size) {
            viewed = new byte[payload.size];
        }
        return ByteBuffer.wrap(decompress(source, payload, viewed), 0, payload.size);
    }

    private static Payload payload(byte[] source, int length) throws FormatException {
        Decoder in = new Decoder(source, 0, length);
        int codec = in.u8();
        int dictionary = in.u8();
        int reserved = in.u16();
        int size = in.u31();
        int stored = in.u31();
        if (stored > in.left() || size > RecordCodec.LONGEST || dictionary != 0 || reserved != 0 || codec == PLAIN && size != stored) {
            throw new FormatException("a record has an impossible header");
        }
        if (codec != PLAIN && codec != ZSTD) {
            throw new FormatException("a record has the unknown codec " + codec);
        }
        return new Payload(codec, size, stored);
    }

    private byte[] decompress(byte[] source, Payload payload, byte[] chunk) throws FormatException {
        try {
            int got = decompressor.decompressByteArray(chunk, 0, payload.size, source, HEADER, payload.stored);
            if (got != payload.size) {
                throw new FormatException("a record gives fewer bytes than it says");
            }
            return chunk;
        } catch (ZstdException e) {
            throw new FormatException("a record cannot be decompressed");
        }
    }

    @Override
    public void close() {
        compressor.close();
        decompressor.close();
    }
}
