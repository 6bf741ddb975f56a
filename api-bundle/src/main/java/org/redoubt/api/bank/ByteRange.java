package org.redoubt.api.bank;

/**
 * Which bytes of an object.
 *
 * @param offset the first byte, from 0
 * @param length how many, or -1 for all to the end
 */
public record ByteRange(long offset, long length) {
    /** The whole object. */
    public static final ByteRange ALL = new ByteRange(0, -1);

    /** Checks that the numbers make sense. */
    public ByteRange {
        if (offset < 0 || length < -1) {
            throw new IllegalArgumentException("A range begins at 0 or later and has a length of 0 or more, or -1 for all.");
        }
    }

    /** A range of known length. */
    public static ByteRange of(long offset, long length) {
        return new ByteRange(offset, length);
    }

    /** All from an offset on. */
    public static ByteRange from(long offset) {
        return new ByteRange(offset, -1);
    }
}
