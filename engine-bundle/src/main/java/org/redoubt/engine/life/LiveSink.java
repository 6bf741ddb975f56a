package org.redoubt.engine.life;

import java.nio.ByteBuffer;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.DataSink;
import org.redoubt.api.vault.VaultException;

/**
 * A sink for which each byte that has passed is a sign of life of the hook.
 *
 * @param <X> what taking data may throw
 */
record LiveSink<X extends Exception>(DataSink<X> sink, Runnable sign) implements DataSink<X> {
    @Override
    public void data(long offset, ByteBuffer bytes) throws X {
        sink.data(offset, bytes);
    }

    @Override
    public void hole(long offset, long length) throws RedoubtException, X {
        sink.hole(offset, length);
    }

    @Override
    public void damaged(long offset, long length, VaultException failure) throws RedoubtException {
        sink.damaged(offset, length, failure);
    }

    @Override
    public void passed(long bytes) throws RedoubtException {
        sign.run();
        sink.passed(bytes);
    }
}
