package org.redoubt.api.vault;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;
import org.redoubt.api.problem.RedoubtException;

/**
 * Takes what a stream holds, in any order: each byte once, or not at all where it is damaged. Only {@link #data} is called on threads of the
 * vault, and by several of them at a time; all else is called by the thread that began the transfer. What any of them throws ends the transfer.
 *
 * @param <X> what {@link #data} may throw
 */
@ConsumerType
public interface DataSink<X extends Exception> {

    /**
     * Takes bytes that were checked. Has to be thread-safe, and must neither call the vault nor wait for anything that does.
     *
     * @param offset where they are in the stream
     * @param bytes not to be changed, and not to be used when this has returned
     */
    void data(long offset, ByteBuffer bytes) throws X;

    /**
     * Takes a range of zeros that was not stored.
     *
     * @param offset where it begins
     * @param length its bytes
     */
    default void hole(long offset, long length) throws RedoubtException, X {
        // Most write to what is new and full of zeros.
    }

    /**
     * Told of a range that cannot be given; the transfer goes on when this returns. Throws the failure if it is not overridden.
     *
     * @param offset where it begins
     * @param length its bytes
     * @param failure why, of kind {@code DAMAGED} or {@code NOT_FOUND}
     */
    default void damaged(long offset, long length, VaultException failure) throws RedoubtException {
        throw failure;
    }

    /**
     * Told now and then how many more bytes are done, in data, holes and damaged ranges. The place to stop a transfer.
     *
     * @param bytes how many since the last time
     */
    default void passed(long bytes) throws RedoubtException {
        // Not everybody counts.
    }
}
