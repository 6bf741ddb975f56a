package org.redoubt.engine.checkpoint;

import java.util.Optional;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;

/** Records what a writer of a tree has committed, and how many bytes its files are. */
final class RecordingTreeWriter implements TreeWriter {
    private final TreeWriter writer;
    private final RecordingDataWriter.Commit commit;

    RecordingTreeWriter(TreeWriter writer, RecordingDataWriter.Commit commit) {
        this.writer = writer;
        this.commit = commit;
    }

    @Override
    public void add(TreeEntry entry) throws VaultException {
        writer.add(entry);
    }

    @Override
    public DataWriter file(TreeEntry entry) throws VaultException {
        return writer.file(entry);
    }

    @Override
    public boolean reuse(TreeEntry entry) throws VaultException {
        return writer.reuse(entry);
    }

    @Override
    public Optional<TreeEntry> previous(TreePath path) throws VaultException {
        return writer.previous(path);
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
