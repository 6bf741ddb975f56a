package org.redoubt.engine.content;

import java.nio.ByteBuffer;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataSink;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.VaultException;

/**
 * A stream that keeps its checkpoint open.
 *
 * @param stream the stream
 * @param checkpoint closed with it
 */
record HeldStream(DataReader stream, OpenCheckpoint checkpoint) implements DataReader {
    @Override
    public long size() {
        return stream.size();
    }

    @Override
    public int read(long offset, ByteBuffer into) throws VaultException {
        return stream.read(offset, into);
    }

    @Override
    public <X extends Exception> void transfer(DataSink<X> sink) throws RedoubtException, X {
        stream.transfer(sink);
    }

    @Override
    public Iterable<Extent> extents() {
        return stream.extents();
    }

    @Override
    public void close() {
        stream.close();
        checkpoint.close();
    }
}
