package org.redoubt.api.os;

import org.osgi.annotation.versioning.ProviderType;

/**
 * An open directory.
 *
 * <p>Every name is a single one as {@link FileNames#check} demands. No operation follows a symbolic link. Directories passed as
 * arguments come from the same service. Modes given at creation are narrowed by the process's mask; {@link HostFile#setMode} is not.
 * Each open directory holds one descriptor of the process, so a walk holds as many as it is deep.
 */
@ProviderType
public interface Directory extends OpenHandle {

    /**
     * Lists the names in this directory, without {@code .} and {@code ..}. What is created or removed meanwhile may
     * or may not be seen.
     *
     * @return the listing, which the caller closes; several may be open at a time
     * @throws HostFileException if the directory cannot be read
     */
    Listing entries() throws HostFileException;

    /**
     * Addresses a file of this directory by name. Nothing is looked up before the result is used.
     *
     * @param name the name
     * @return the file, valid while this directory is open
     */
    HostFile child(byte[] name);

    /**
     * Opens a directory in this directory.
     *
     * @param name the name
     * @return the handle, which the caller closes
     * @throws HostFileException if there is no such directory; {@link HostFileException.Kind#NOT_A_DIRECTORY} also for a
     *     symbolic link, wherever it leads
     */
    Directory openDirectory(byte[] name) throws HostFileException;

    /**
     * Opens a regular file. Never waits for the other end of a FIFO, which is refused like all other types.
     *
     * @param name the name
     * @param access what it is opened for
     * @return the handle, which the caller closes
     * @throws HostFileException if there is no such file, access is refused, or it is not a regular file
     *     ({@link HostFileException.Kind#IS_A_LINK}, {@link HostFileException.Kind#IS_A_DIRECTORY} or
     *     {@link HostFileException.Kind#WRONG_TYPE})
     */
    OpenFile openFile(byte[] name, Access access) throws HostFileException;

    /**
     * Creates a regular file and opens it for reading and writing.
     *
     * @param name the name
     * @param mode permissions, narrowed by the process's mask
     * @return the handle, which the caller closes
     * @throws HostFileException {@link HostFileException.Kind#EXISTS} if anything has that name, be it a broken link
     */
    OpenFile createFile(byte[] name, int mode) throws HostFileException;

    /**
     * Creates a directory.
     *
     * @param name the name
     * @param mode permissions, narrowed by the process's mask
     * @throws HostFileException {@link HostFileException.Kind#EXISTS} if anything has that name
     */
    void createDirectory(byte[] name, int mode) throws HostFileException;

    /**
     * Creates a symbolic link.
     *
     * @param name the name
     * @param target what the link says: any bytes but NUL, at least one
     * @throws HostFileException {@link HostFileException.Kind#EXISTS} if anything has that name
     */
    void createLink(byte[] name, byte[] target) throws HostFileException;

    /**
     * Gives a file one more name, a hard link. A symbolic link is linked itself.
     *
     * @param name the new name, in this directory
     * @param directory where the file is known already
     * @param existing its name there
     * @throws HostFileException {@link HostFileException.Kind#EXISTS} if anything has the new name,
     *     {@link HostFileException.Kind#CROSS_DEVICE} if the file lies on another file system
     */
    void createHardLink(byte[] name, Directory directory, byte[] existing) throws HostFileException;

    /**
     * Creates a FIFO, a socket's name or a device node.
     *
     * @param name the name
     * @param type {@link FileType#FIFO}, {@link FileType#SOCKET}, {@link FileType#CHARACTER_DEVICE} or
     *     {@link FileType#BLOCK_DEVICE}
     * @param mode permissions, narrowed by the process's mask
     * @param device which device a node stands for; of no meaning for the others
     * @throws HostFileException {@link HostFileException.Kind#EXISTS} if anything has that name
     */
    void createNode(byte[] name, FileType type, int mode, DeviceNumber device) throws HostFileException;

    /**
     * Reads what a symbolic link says.
     *
     * @param name the name
     * @return the link's target, of any length
     * @throws HostFileException if there is no such file; {@link HostFileException.Kind#WRONG_TYPE} if it is no symbolic link
     */
    byte[] readLink(byte[] name) throws HostFileException;

    /**
     * Gives a file another name in one atomic step.
     *
     * @param name the present name, in this directory
     * @param directory where the file goes
     * @param renamed the name there
     * @param existing what to do with a file that has the new name already
     * @throws HostFileException {@link HostFileException.Kind#EXISTS} if that file is to be kept,
     *     {@link HostFileException.Kind#NOT_EMPTY} if it is a directory with content
     */
    void rename(byte[] name, Directory directory, byte[] renamed, Existing existing) throws HostFileException;

    /**
     * Removes the name of anything but a directory.
     *
     * @param name the name
     * @throws HostFileException if there is no such file, or {@link HostFileException.Kind#IS_A_DIRECTORY}
     */
    void remove(byte[] name) throws HostFileException;

    /**
     * Removes an empty directory.
     *
     * @param name the name
     * @throws HostFileException if there is no such directory, or {@link HostFileException.Kind#NOT_EMPTY}
     */
    void removeDirectory(byte[] name) throws HostFileException;
}
