package org.redoubt.api.vault;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Writes a directory tree, entry by entry, in any order, each path once; a path that was given twice is refused at the latest by
 * {@link #commit()}, so that a tree of any size needs no list of paths in memory. Closing without {@link #commit()} aborts. For one thread at a time, and one open file at a time.
 */
@ProviderType
public interface TreeWriter extends AutoCloseable {

    /**
     * Adds an entry that has no content of its own: everything but a regular file that is no further name of another one.
     *
     * @param entry the entry
     * @throws VaultException if it cannot be stored
     */
    void add(TreeEntry entry) throws VaultException;

    /**
     * Adds a regular file with content. The entry is part of the tree when the returned writer is committed; one that is
     * closed without commit leaves it out, and its path can be given again. What the commit of that writer returns names
     * nothing by itself: the content is opened by its path, so that many small files can be stored together.
     *
     * @param entry the entry; its size is taken from what is written
     * @return the writer of the content, to be committed and closed before the next call
     * @throws VaultException if it cannot be stored
     */
    DataWriter file(TreeEntry entry) throws VaultException;

    /**
     * Adds a regular file with the content that the previous tree has under the same path, unread.
     *
     * @param entry the entry as it is now
     * @return true if it was taken; false if the previous tree has no such file or the vault wants it read again
     * @throws VaultException if it cannot be stored
     */
    boolean reuse(TreeEntry entry) throws VaultException;

    /**
     * The entry that the previous tree has under a path, to compare {@link TreeEntry#statKey()} and size.
     *
     * @param path the path
     * @return the entry, if the hints named a previous tree and it has one
     * @throws VaultException if the previous tree cannot be read
     */
    java.util.Optional<TreeEntry> previous(TreePath path) throws VaultException;

    /**
     * Ends the tree.
     *
     * @return the name of what was written
     * @throws VaultException if it could not be stored, or of kind {@code INVALID} if a path was given twice
     */
    DataId commit() throws VaultException;

    /** How many bytes the files of what was committed have, reused ones counted and holes not: as {@link TreeReader#bytes()}; 0 before. */
    long bytes();

    /** Aborts unless committed. Does not throw. */
    @Override
    void close();
}
