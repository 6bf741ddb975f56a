package org.redoubt.vault.chunk;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.security.MessageDigest;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;

/**
 * Compresses with Zstandard, or keeps the bytes as they are where that gains less than 3 %. A record is: codec (0 plain, 1
 * Zstandard), dictionary (0), two bytes 0, the length of the chunk, the length of the payload, the payload.
 */
public final class ZstdCodec implements RecordCodec {
    /** How many bytes a record has before its payload. */
    public static final int HEADER = 12;
    private static final int PLAIN = 0;
    private static final int ZSTD = 1;

    private final ZstdCompressCtx compressor = new ZstdCompressCtx();
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private final MessageDigest sha256 = ChunkId.sha256();
    private byte[] record = new byte[HEADER + (int) Zstd.compressBound(Chunker.MAX)];

    /**
     * @param level how hard to compress, as Zstandard counts it
     */
    public ZstdCodec(int level) {
        compressor.setLevel(level);
    }

    @Override
    public ChunkId identify(byte[] chunk, int offset, int length) {
        return ChunkId.of(sha256, chunk, offset, length);
    }

    @Override
    public byte[] record() {
        return record;
    }

    @Override
    public int encode(ChunkId id, byte[] chunk, int offset, int length) {
        int bound = HEADER + (int) Zstd.compressBound(length);
        if (record.length < bound) {
            record = new byte[bound];
        }
        int stored = compressor.compressByteArray(record, HEADER, record.length - HEADER, chunk, offset, length);
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

    @Override
    public byte[] decode(ChunkId id, byte[] source, int offset, int length) throws FormatException {
        Decoder in = new Decoder(source, offset, length);
        int codec = in.u8();
        int dictionary = in.u8();
        int reserved = in.u16();
        int size = in.u31();
        int stored = in.u31();
        if (stored != in.left() || size > LONGEST || dictionary != 0 || reserved != 0) {
            throw new FormatException("a record has an impossible header");
        }
        byte[] chunk = switch (codec) {
            case PLAIN -> in.raw(size);
            case ZSTD -> decompress(source, offset + HEADER, stored, size);
            default -> throw new FormatException("a record has the unknown codec " + codec);
        };
        if (!ChunkId.of(sha256, chunk, 0, chunk.length).equals(id)) {
            throw new FormatException("a chunk in it does not have the content that its name stands for");
        }
        return chunk;
    }

    private byte[] decompress(byte[] source, int offset, int stored, int size) throws FormatException {
        byte[] chunk = new byte[size];
        try {
            int got = decompressor.decompressByteArray(chunk, 0, size, source, offset, stored);
            if (got != size) {
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
