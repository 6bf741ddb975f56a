package org.redoubt.api.os;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A cursor over the names of a directory, in the order of the host. It stands before the first entry when opened. Not thread-safe.
 *
 * <pre>{@code
 * try (Listing entries = directory.entries()) {
 *     while (entries.next()) {
 *         visit(entries.name(), entries.type());
 *     }
 * }
 * }</pre>
 */
@ProviderType
public interface Listing extends AutoCloseable {

    /**
     * Goes to the next entry.
     *
     * @return false when there is none left
     * @throws HostFileException if the directory cannot be read on
     */
    boolean next() throws HostFileException;

    /**
     * The name of the current entry.
     *
     * @return a new array
     * @throws IllegalStateException if the cursor is on no entry
     */
    byte[] name();

    /**
     * The type of the current entry as the directory tells it, without looking at the file.
     *
     * @return the type, {@link FileType#UNKNOWN} on file systems whose directories do not tell
     * @throws IllegalStateException if the cursor is on no entry
     */
    FileType type();

    /**
     * The inode number of the current entry. Visiting files in this order spares a disk with moving heads. For a mount
     * point it is the number of the directory underneath.
     *
     * @return the number
     * @throws IllegalStateException if the cursor is on no entry
     */
    long inode();

    /** Closes the listing; the directory stays open. */
    @Override
    void close();
}
