package org.redoubt.engine.checkpoint;

import java.nio.ByteBuffer;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.VaultException;

/** Records what a writer has committed, and how many bytes that are. */
final class RecordingDataWriter implements DataWriter {
    private final DataWriter writer;
    private final Commit commit;

    RecordingDataWriter(DataWriter writer, Commit commit) {
        this.writer = writer;
        this.commit = commit;
    }

    /** Told what was committed, once. */
    @FunctionalInterface
    interface Commit {
        void committed(DataEntry entry) throws VaultException;
    }

    @Override
    public void write(long offset, ByteBuffer buffer) throws VaultException {
        writer.write(offset, buffer);
    }

    @Override
    public void hole(long offset, long length) throws VaultException {
        writer.hole(offset, length);
    }

    @Override
    public void reuse(long offset, long length) throws VaultException {
        writer.reuse(offset, length);
    }

    @Override
    public DataId commit() throws VaultException {
        DataId id = writer.commit();
        commit.committed(new DataEntry(id, writer.bytes()));
        return id;
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
