package org.redoubt.api.vault;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Writes a directory tree, entry by entry, in any order except that the path of an entry is given once. Closing without
 * {@link #commit()} aborts. For one thread at a time, and one open file at a time.
 */
@ProviderType
public interface TreeWriter extends AutoCloseable {

    /**
     * Adds an entry that has no content of its own: everything but a regular file that is no further name of another one.
     *
     * @param entry the entry
     * @throws VaultException if it cannot be stored, or its path was given before
     */
    void add(TreeEntry entry) throws VaultException;

    /**
     * Adds a regular file with content. The entry is part of the tree when the returned writer is committed; one that is
     * closed without commit leaves it out.
     *
     * @param entry the entry; its size is taken from what is written
     * @return the writer of the content, to be committed and closed before the next call
     * @throws VaultException if it cannot be stored, or its path was given before
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
     * @throws VaultException if it could not be stored
     */
    DataId commit() throws VaultException;

    /** Aborts unless committed. Does not throw. */
    @Override
    void close();
}
