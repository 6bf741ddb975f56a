package org.redoubt.api.vault;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Reads a directory tree. Thread-safe; the cursors and readers that it gives are for one thread each. */
@ProviderType
public interface TreeReader extends AutoCloseable {

    /** The entries in the order of their paths, a directory before what is in it. */
    Cursor entries() throws VaultException;

    /**
     * The entries from a path on: that of the path itself, if there is one, and all that come behind it. What comes before is not read.
     *
     * @param from the path; need not be in the tree
     */
    Cursor entries(TreePath from) throws VaultException;

    /**
     * One entry.
     *
     * @param path its path
     * @return the entry, if there is one
     * @throws VaultException if the part of the tree that would hold it cannot be read
     */
    Optional<TreeEntry> entry(TreePath path) throws VaultException;

    /**
     * Opens the content of a regular file.
     *
     * @param path its path
     * @return the reader, to be closed
     * @throws VaultException of kind {@code NOT_FOUND} if there is no such file with content
     */
    DataReader open(TreePath path) throws VaultException;

    /** How many entries the tree has. */
    long count();

    /** How many bytes its files have, holes not counted. */
    long bytes();

    /** Frees what it holds. Does not throw. */
    @Override
    void close();

    /** Goes through entries. */
    @ProviderType
    interface Cursor extends AutoCloseable {
        /**
         * The next entry.
         *
         * @return the entry, or empty at the end
         * @throws VaultException of kind {@code DAMAGED} if a part of the tree cannot be read; the next call goes on behind that part
         */
        Optional<TreeEntry> next() throws VaultException;

        /** Passes over all that lies below the entry that was given last; it is not read. */
        void skip();

        /** Frees what it holds. Does not throw. */
        @Override
        void close();
    }
}
