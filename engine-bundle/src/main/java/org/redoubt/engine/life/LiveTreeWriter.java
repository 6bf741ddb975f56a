package org.redoubt.engine.life;

import java.util.Optional;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;

/** A writer of a tree whose use is a sign of life. */
record LiveTreeWriter(TreeWriter writer, Runnable sign) implements TreeWriter {
    private TreeWriter used() {
        sign.run();
        return writer;
    }

    @Override
    public void add(TreeEntry entry) throws VaultException {
        used().add(entry);
    }

    @Override
    public DataWriter file(TreeEntry entry) throws VaultException {
        return new LiveDataWriter(used().file(entry), sign);
    }

    @Override
    public boolean reuse(TreeEntry entry) throws VaultException {
        return used().reuse(entry);
    }

    @Override
    public Optional<TreeEntry> previous(TreePath path) throws VaultException {
        return used().previous(path);
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
