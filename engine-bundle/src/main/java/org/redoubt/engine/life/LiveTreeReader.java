package org.redoubt.engine.life;

import java.util.Optional;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.VaultException;

/** A reader of a tree whose use is a sign of life. */
record LiveTreeReader(TreeReader reader, Runnable sign) implements TreeReader {
    private TreeReader used() {
        sign.run();
        return reader;
    }

    @Override
    public Cursor entries() throws VaultException {
        return new LiveCursor(used().entries(), sign);
    }

    @Override
    public Cursor entries(TreePath from) throws VaultException {
        return new LiveCursor(used().entries(from), sign);
    }

    @Override
    public Optional<TreeEntry> entry(TreePath path) throws VaultException {
        return used().entry(path);
    }

    @Override
    public DataReader open(TreePath path) throws VaultException {
        return new LiveDataReader(used().open(path), sign);
    }

    @Override
    public long count() {
        return reader.count();
    }

    @Override
    public long bytes() {
        return reader.bytes();
    }

    @Override
    public void close() {
        reader.close();
    }

    private record LiveCursor(Cursor cursor, Runnable sign) implements Cursor {
        @Override
        public Optional<TreeEntry> next() throws VaultException {
            sign.run();
            return cursor.next();
        }

        @Override
        public void skip() {
            cursor.skip();
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}
