package org.redoubt.api.vault;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.problem.RedoubtException;

/** Reads a stream at any offset; every byte was checked before it is given. For one thread at a time. */
@ProviderType
public interface DataReader extends AutoCloseable {

    /** The size in bytes, holes counted. */
    long size();

    /**
     * Reads bytes; holes read as zeros.
     *
     * @param offset where in the stream
     * @param into filled from its position on as far as the stream goes
     * @return how many bytes were read, or -1 at the end of the stream
     * @throws VaultException of kind {@code DAMAGED}, naming the object of the bank, if a byte of them cannot be read as it was written;
     *     other ranges can still be read
     */
    int read(long offset, ByteBuffer into) throws VaultException;

    /**
     * The data and the holes, in order and without gaps; two neighbours are not both holes. Its iterators throw an
     * {@link java.io.UncheckedIOException} around the {@link VaultException} where the description of the stream cannot be read.
     */
    Iterable<Extent> extents();

    /**
     * Gives all that the stream holds to a sink, in whatever order is the fastest. When this returns, in whatever way, the sink is not used any more.
     *
     * @param sink takes it
     * @throws VaultException if the bank does not give it, or of kind {@code CANCELLED} if this thread is interrupted
     * @throws RedoubtException what the sink threw
     * @throws X what the sink threw when it took data
     */
    default <X extends Exception> void transfer(DataSink<X> sink) throws RedoubtException, X {
        InOrder.transfer(this, sink);
    }

    /** Frees what it holds. Does not throw. */
    @Override
    void close();
}
