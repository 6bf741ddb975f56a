package org.redoubt.api.os;

import org.osgi.annotation.versioning.ProviderType;

/** A file that is held open: it stays the same file though its name may go or be given to another. */
@ProviderType
public interface OpenHandle extends HostFile, AutoCloseable {

    /**
     * Tells kind and capacity of the file system this file lies on.
     *
     * @return the file system's status, a snapshot
     * @throws HostFileException if the host cannot tell
     */
    FileSystemStatus fileSystem() throws HostFileException;

    /**
     * Makes content and metadata durable; of a directory, its names.
     *
     * @throws HostFileException if the device reports an error: what was written before is then in doubt
     */
    void sync() throws HostFileException;

    /**
     * Makes everything durable that was written to the file system this file lies on, by whomever. What follows in short order, such as
     * a snapshot, then has little left to write.
     *
     * @throws HostFileException if the device reports an error
     */
    void syncFileSystem() throws HostFileException;

    /** Closes the handle; more than once does no harm. Errors of delayed writes are reported by {@link #sync}, not here. */
    @Override
    void close();
}
