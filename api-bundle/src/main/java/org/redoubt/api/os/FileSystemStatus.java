package org.redoubt.api.os;

import org.osgi.annotation.versioning.ProviderType;

/** Kind and capacity of a file system at one moment. Immutable. */
@ProviderType
public interface FileSystemStatus {

    /**
     * The kind of the file system.
     *
     * @return a lower-case word such as {@code btrfs}, {@code xfs}, {@code ext} (of any number), {@code tmpfs}, {@code nfs}; for one
     *     without a word here its magic number in hexadecimal, such as {@code 0x5346544e}
     */
    String type();

    /**
     * The unit that the file system allocates.
     *
     * @return the size in bytes
     */
    long blockSize();

    /**
     * The capacity.
     *
     * @return the size in bytes
     */
    long total();

    /**
     * What this process may still use.
     *
     * @return the size in bytes
     */
    long available();

    /**
     * Whether the file system is mounted for reading only.
     *
     * @return true if nothing can be written
     */
    boolean readOnly();
}
