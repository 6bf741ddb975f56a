package org.redoubt.engine.life;

import java.nio.ByteBuffer;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.VaultException;

/** A writer whose use is a sign of life. */
record LiveDataWriter(DataWriter writer, Runnable sign) implements DataWriter {
    private DataWriter used() {
        sign.run();
        return writer;
    }

    @Override
    public void write(long offset, ByteBuffer bytes) throws VaultException {
        used().write(offset, bytes);
    }

    @Override
    public void hole(long offset, long length) throws VaultException {
        used().hole(offset, length);
    }

    @Override
    public void reuse(long offset, long length) throws VaultException {
        used().reuse(offset, length);
    }

    @Override
    public DataId commit() throws VaultException {
        return used().commit();
    }

    @Override
    public long bytes() {
        return writer.bytes();
    }

    @Override
    public void close() {
        writer.close();
    }
}
