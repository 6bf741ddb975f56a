package org.redoubt.api.os;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The service for file systems whose directory trees can be snapshot in one instant, such as btrfs. Thread-safe. Directories come
 * from the {@link HostFiles} of the same bundle.
 */
@ProviderType
public interface Subvolumes {

    /**
     * Tells whether a directory is the top of a subvolume.
     *
     * @param directory the directory
     * @return true if it can be given to {@link #snapshot}
     * @throws HostFileException if the host cannot tell
     */
    boolean isSubvolume(Directory directory) throws HostFileException;

    /**
     * Lists the subvolumes that lie directly in a subvolume. A snapshot shows these as empty directories.
     *
     * @param subvolume the top of a subvolume
     * @return their paths, relative to the top, without slashes at their ends
     * @throws HostFileException if the host cannot tell
     */
    List<byte[]> nested(Directory subvolume) throws HostFileException;

    /**
     * Takes a read-only snapshot: all of the subvolume as it is at one instant.
     *
     * @param subvolume the top of the subvolume
     * @param directory where the snapshot is to appear, on the same file system
     * @param name its name there
     * @throws HostFileException {@link HostFileException.Kind#EXISTS} if anything has that name,
     *     {@link HostFileException.Kind#UNSUPPORTED} if it is no subvolume
     */
    void snapshot(Directory subvolume, Directory directory, byte[] name) throws HostFileException;

    /**
     * Deletes a subvolume or snapshot with all its content.
     *
     * @param directory where it is
     * @param name its name there
     * @throws HostFileException if there is none, it is in use, or the process may not
     */
    void delete(Directory directory, byte[] name) throws HostFileException;
}
