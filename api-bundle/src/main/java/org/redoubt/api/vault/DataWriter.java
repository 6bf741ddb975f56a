package org.redoubt.api.vault;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Writes one stream from its beginning to its end. Offsets grow: each call begins where the one before ended, or later; a gap
 * is a hole. Closing without {@link #commit()} aborts and leaves nothing that anyone can see. For one thread at a time.
 */
@ProviderType
public interface DataWriter extends AutoCloseable {

    /**
     * Writes bytes.
     *
     * @param offset where in the stream, at or after the end of what was written
     * @param bytes from position to limit; consumed, and free for reuse when the call returns
     * @throws VaultException if they cannot be stored
     */
    void write(long offset, ByteBuffer bytes) throws VaultException;

    /**
     * Says that a range holds only zeros that need no space.
     *
     * @param offset where it begins
     * @param length its bytes
     * @throws VaultException if that cannot be recorded
     */
    void hole(long offset, long length) throws VaultException;

    /**
     * Takes a range from the same place of the previous stream without reading it: for lists of changed blocks.
     *
     * @param offset where it begins
     * @param length its bytes
     * @throws VaultException of kind {@code INVALID} if the hints named no previous stream or it is shorter, or
     *     {@code DAMAGED} if that part of it is not whole
     */
    void reuse(long offset, long length) throws VaultException;

    /**
     * Ends the stream. Its size is the end of the last range, or the size of the hints if that is greater.
     *
     * @return the name of what was written
     * @throws VaultException if it could not be stored
     */
    DataId commit() throws VaultException;

    /** How many bytes what was committed has, reused ones counted and holes not; 0 before. */
    long bytes();

    /** Aborts unless committed. Does not throw. */
    @Override
    void close();
}
