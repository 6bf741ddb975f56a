package org.redoubt.api.os;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/** What the host knows of a file at one moment. Immutable. */
@ProviderType
public interface FileStatus {

    /**
     * What the file is.
     *
     * @return the type
     */
    FileType type();

    /**
     * Permissions, set-id bits and sticky bit.
     *
     * @return the bits within {@link HostFile#MODE_MASK}
     */
    int mode();

    /**
     * The numeric owner.
     *
     * @return the user id, 0 to 4294967295
     */
    long user();

    /**
     * The numeric group.
     *
     * @return the group id, 0 to 4294967295
     */
    long group();

    /**
     * The size of the content; of a symbolic link, of what it says; of a device, 0.
     *
     * @return the size in bytes
     */
    long size();

    /**
     * The space that is taken up; less than {@link #size} for a sparse file.
     *
     * @return the space in bytes
     */
    long allocated();

    /**
     * The file system that the file is on. With {@link #inode} it is the identity of the file, so names with the same identity
     * are hard links of each other.
     *
     * @return the number of the file system
     */
    DeviceNumber device();

    /**
     * The number of the file within its file system.
     *
     * @return the number, unsigned
     */
    long inode();

    /**
     * How many names the file has.
     *
     * @return the number of hard links
     */
    long links();

    /**
     * The device that a node stands for.
     *
     * @return the device, {@link DeviceNumber#NONE} for a file that is no node
     */
    DeviceNumber node();

    /**
     * The mount through which the file was seen. Two files of one file system may differ in it (bind mounts).
     *
     * @return the id of the mount, empty where the host does not tell
     */
    OptionalLong mount();

    /**
     * When the content was last read, as far as the host records that.
     *
     * @return the time, to the nanosecond
     */
    Instant accessed();

    /**
     * When the content was last written.
     *
     * @return the time, to the nanosecond
     */
    Instant modified();

    /**
     * When content or metadata last changed; nobody can set it, so it shows a change that {@link #modified} hides.
     *
     * @return the time, to the nanosecond
     */
    Instant changed();

    /**
     * When the file was created.
     *
     * @return the time, empty where the file system does not keep it
     */
    Optional<Instant> created();
}
