package org.redoubt.api.os;

/**
 * A stretch of a file that holds data; between them lie holes, which read as zeros.
 *
 * @param offset where it begins, in bytes
 * @param length how long it is, in bytes
 */
public record DataExtent(long offset, long length) {

    /**
     * Refuses what is no stretch.
     *
     * @throws IllegalArgumentException if the offset is negative or the length is not positive
     */
    public DataExtent {
        if (offset < 0 || length <= 0) {
            throw new IllegalArgumentException("no extent: offset " + offset + ", length " + length);
        }
    }

    /**
     * The offset of the first byte after it.
     *
     * @return the end in bytes
     */
    public long end() {
        return offset + length;
    }
}
