package org.redoubt.engine.life;

import java.nio.ByteBuffer;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataSink;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.VaultException;

/** A reader whose use is a sign of life. */
record LiveDataReader(DataReader reader, Runnable sign) implements DataReader {
    @Override
    public long size() {
        return reader.size();
    }

    @Override
    public int read(long offset, ByteBuffer into) throws VaultException {
        sign.run();
        return reader.read(offset, into);
    }

    @Override
    public <X extends Exception> void transfer(DataSink<X> sink) throws RedoubtException, X {
        sign.run();
        reader.transfer(new LiveSink<>(sink, sign));
    }

    @Override
    public Iterable<Extent> extents() {
        return reader.extents();
    }

    @Override
    public void close() {
        reader.close();
    }
}
