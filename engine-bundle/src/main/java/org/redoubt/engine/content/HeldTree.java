package org.redoubt.engine.content;

import java.util.Optional;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.VaultException;

/**
 * A tree that keeps its checkpoint open.
 *
 * @param tree the tree
 * @param checkpoint closed with it
 */
record HeldTree(TreeReader tree, OpenCheckpoint checkpoint) implements TreeReader {
    @Override
    public Cursor entries() throws VaultException {
        return tree.entries();
    }

    @Override
    public Cursor entries(TreePath from) throws VaultException {
        return tree.entries(from);
    }

    @Override
    public Optional<TreeEntry> entry(TreePath path) throws VaultException {
        return tree.entry(path);
    }

    @Override
    public DataReader open(TreePath path) throws VaultException {
        return tree.open(path);
    }

    @Override
    public long count() {
        return tree.count();
    }

    @Override
    public long bytes() {
        return tree.bytes();
    }

    @Override
    public void close() {
        tree.close();
        checkpoint.close();
    }
}
