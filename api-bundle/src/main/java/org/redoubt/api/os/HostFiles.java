package org.redoubt.api.os;

import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The service that opens the files of this host by path: where every walk and every restore begins.
 *
 * <p>A path given here is one that an operator named, so symbolic links in it are followed; with
 * {@link LinkOption#NOFOLLOW_LINKS} the last name is not. Relative paths start at the working directory of the
 * process. Thread-safe.
 */
@ProviderType
public interface HostFiles {

    /**
     * Opens a directory.
     *
     * @param path the directory
     * @param options whether a symbolic link as last name is followed
     * @return the handle, which the caller closes
     * @throws HostFileException if there is no such directory or it may not be read
     */
    Directory openDirectory(Path path, LinkOption... options) throws HostFileException;

    /**
     * Opens a regular file or a block device. A block device is opened for writing only when nothing else holds it,
     * so one that is mounted is refused as {@link HostFileException.Kind#BUSY}.
     *
     * @param path the file or device
     * @param access what it is opened for
     * @param options whether a symbolic link as last name is followed
     * @return the handle, which the caller closes
     * @throws HostFileException if there is no such file, it is of another type, or access is refused
     */
    OpenFile openFile(Path path, Access access, LinkOption... options) throws HostFileException;
}
