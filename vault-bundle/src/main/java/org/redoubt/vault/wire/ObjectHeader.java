package org.redoubt.vault.wire;

/**
 * What every object of the vault begins with: magic, kind, version, the length of the header, and two sets of features. A
 * reader refuses a version or a required feature that it does not know, and skips what stands in the header beyond its own
 * knowledge. Sealed objects have more in their header.
 */
public enum ObjectHeader {
    /** What a vault is: its id and how it cuts. */
    CONFIG('C'),
    /** The keys of a vault, wrapped. */
    KEYS('K'),
    /** Chunks. */
    PACK('P'),
    /** Where chunks are. */
    RUN('R'),
    /** A document of a checkpoint. */
    DOCUMENT('D');

    /** How many bytes a header has at least. */
    public static final int LENGTH = 16;
    /** The version of the format of all objects. */
    public static final int VERSION = 1;
    private static final int MAGIC = 0x52444254;

    private final char kind;

    ObjectHeader(char kind) {
        this.kind = kind;
    }

    /** The letter that stands for the kind. */
    public char kind() {
        return kind;
    }

    /**
     * Appends the header.
     *
     * @param more how many bytes the caller appends to it
     */
    public void write(Encoder out, int more) {
        out.u32(MAGIC).u8(kind).u8(VERSION).u16(LENGTH + more).u32(0).u32(0);
    }

    /**
     * Reads the header.
     *
     * @param in positioned behind the header afterwards
     * @param more how many bytes this kind of object has in its header beyond the least
     * @return those bytes, and what a later version has put behind them
     * @throws FormatException if this is no object of this kind that this version can read
     */
    public byte[] read(Decoder in, int more) throws FormatException {
        if (in.u32() != MAGIC) {
            throw new FormatException("it is no object of a vault");
        }
        int found = in.u8();
        if (found != kind) {
            throw new FormatException("it is an object of another kind (" + printable(found) + " instead of " + kind + ")");
        }
        int version = in.u8();
        if (version != VERSION) {
            throw new FormatException("it has the format version " + version + ", and this release reads " + VERSION);
        }
        int length = in.u16();
        int required = in.u32();
        if (required != 0) {
            throw new FormatException("it needs features that this release does not have (bits " + Integer.toHexString(required) + ")");
        }
        in.u32();
        if (length < LENGTH + more) {
            throw new FormatException("its header is too short");
        }
        return in.raw(length - LENGTH);
    }

    private static String printable(int letter) {
        return letter > ' ' && letter < 0x7f ? String.valueOf((char) letter) : "0x" + Integer.toHexString(letter);
    }
}
