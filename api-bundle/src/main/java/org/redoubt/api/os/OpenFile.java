package org.redoubt.api.os;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An open regular file or block device. There is no current position: every operation names its own, so threads can read and write
 * different places at once. A direct buffer spares one copy.
 */
@ProviderType
public interface OpenFile extends OpenHandle {

    /** What offsets, lengths and addresses in memory are multiples of, in bytes, where a file is written past the cache. */
    int BLOCK = 4096;

    /**
     * The size of the content; of a block device, of the device.
     *
     * @return the size in bytes
     * @throws HostFileException if the host cannot tell
     */
    long size() throws HostFileException;

    /**
     * Reads into a buffer, from its position to its limit at most.
     *
     * @param offset where in the file
     * @param target receives the bytes; its position moves by their number
     * @return how many bytes were read, at least one unless the buffer is full; -1 at or after the end of the file
     * @throws HostFileException if the device reports an error
     */
    int read(long offset, ByteBuffer target) throws HostFileException;

    /**
     * Writes all bytes of a buffer, from its position to its limit.
     *
     * @param offset where in the file; beyond its end a hole arises between
     * @param source the bytes; its position moves to its limit
     * @throws HostFileException if not all could be written; the position then tells how many were;
     *     {@link HostFileException.Kind#NOT_PERMITTED} if it is open for reading only
     */
    void write(long offset, ByteBuffer source) throws HostFileException;

    /**
     * Writes all bytes of a buffer like {@link #write}, but leaves none of them in the cache of the host, where it can do without: for what
     * nobody is about to read, in large stretches. Where it cannot, this is the same as {@link #write}. The stretch must not share a block
     * with another one that is being written at the time.
     *
     * @param offset where in the file, a multiple of {@link #BLOCK}
     * @param source the bytes, a multiple of {@link #BLOCK} and at least one, in a direct buffer and {@linkplain ByteBuffer#alignedSlice aligned}
     *     to {@link #BLOCK}; its position moves to its limit
     * @throws HostFileException as {@link #write}
     * @throws IllegalArgumentException if the offset, the length or the memory is not as it has to be
     */
    default void writeUncached(long offset, ByteBuffer source) throws HostFileException {
        checkBlocks(offset, source);
        write(offset, source);
    }

    /**
     * Checks what {@link #writeUncached} asks for.
     *
     * @param offset where in the file
     * @param source the bytes
     * @throws IllegalArgumentException if the offset, the length or the memory is not as it has to be
     */
    static void checkBlocks(long offset, ByteBuffer source) {
        if (!source.isDirect() || source.alignmentOffset(source.position(), BLOCK) != 0) {
            throw new IllegalArgumentException("no direct buffer that is aligned to " + BLOCK);
        }
        if (offset < 0 || offset % BLOCK != 0 || !source.hasRemaining() || source.remaining() % BLOCK != 0) {
            throw new IllegalArgumentException("no whole blocks: " + source.remaining() + " bytes at " + offset);
        }
    }

    /**
     * Cuts the file or extends it with a hole.
     *
     * @param size the new size in bytes
     * @throws HostFileException if the host refuses it
     */
    void resize(long size) throws HostFileException;

    /**
     * Finds the next stretch that holds data. Where the host does not know of holes all is data.
     *
     * @param offset where to look from
     * @return the rest of the stretch that the offset lies in, or the next one, empty if only holes follow
     * @throws HostFileException if the host cannot tell
     */
    Optional<DataExtent> nextData(long offset) throws HostFileException;

    /**
     * Makes a hole: the stretch reads as zeros and takes up no space, as far as the file system's blocks allow. The size stays.
     *
     * @param offset where it begins
     * @param length how long it is
     * @throws HostFileException {@link HostFileException.Kind#UNSUPPORTED} if the file system has no holes
     */
    void punch(long offset, long length) throws HostFileException;

    /**
     * Makes this file share all content of another one, atomically and without copying; later writes to either do not show in the
     * other.
     *
     * @param source the other file, from the same service and on the same file system
     * @throws HostFileException {@link HostFileException.Kind#UNSUPPORTED} or {@link HostFileException.Kind#CROSS_DEVICE} if the
     *     file system cannot do that
     */
    void cloneFrom(OpenFile source) throws HostFileException;
}
