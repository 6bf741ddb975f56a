package org.redoubt.vault.stream;

import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;

/** A range of a stream: its pieces in order, without gaps, are the stream. */
sealed interface Piece extends Part permits Piece.Hole, Piece.Data {

    /** What a small chunk weighs. */
    long LEAST_WEIGHT = 64 << 10;
    /** What a hole weighs: next to nothing, but a list of them must end somewhere. */
    long HOLE_WEIGHT = 1 << 10;

    /** How many bytes of the stream it stands for. */
    long length();

    /** Decides where lists of pieces may be cut. */
    int hash();

    /** A range of zeros that is not stored. */
    record Hole(long length) implements Piece {
        @Override
        public int hash() {
            return (int) (length * 0x9e3779b97f4a7c15L >>> 32);
        }
    }

    /**
     * Bytes of a chunk.
     *
     * @param chunk which chunk
     * @param offset where they begin in it: not at 0 where a changed range was spliced into it
     * @param length how many
     */
    record Data(ChunkId chunk, int offset, long length) implements Piece {
        @Override
        public int hash() {
            return (int) chunk.d();
        }
    }

    /**
     * What it takes of a bound on bytes that are read ahead. A small chunk counts as a large one, since it may keep a whole
     * region of a pack in memory until it has been looked at.
     */
    default long weight() {
        return this instanceof Data ? Math.max(length(), LEAST_WEIGHT) : HOLE_WEIGHT;
    }

    /** The rest of it behind so many bytes. */
    default Piece from(long skipped) {
        return switch (this) {
            case Hole hole -> new Hole(hole.length - skipped);
            case Data data -> new Data(data.chunk, (int) (data.offset + skipped), data.length - skipped);
        };
    }

    /** Appends the piece. */
    default void write(Encoder out) {
        switch (this) {
            case Hole hole -> out.u8(0).varint(hole.length);
            case Data data -> {
                out.u8(data.offset == 0 ? 1 : 2).varint(data.length);
                if (data.offset != 0) {
                    out.varint(data.offset);
                }
                data.chunk.write(out);
            }
        }
    }

    /** Reads a piece. */
    static Piece read(Decoder in) throws FormatException {
        int form = in.u8();
        long length = in.varint();
        return switch (form) {
            case 0 -> new Hole(length);
            case 1 -> new Data(ChunkId.read(in), 0, length);
            case 2 -> {
                int offset = in.count();
                yield new Data(ChunkId.read(in), offset, length);
            }
            default -> throw new FormatException("it has an unknown form of a piece");
        };
    }
}
