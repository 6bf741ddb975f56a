package org.redoubt.api.os;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One file of any type, be it a symbolic link, and what the host knows of it beside its content.
 *
 * <p>It is either an open handle or a name in an open directory ({@link Directory#child}); a name is looked up anew by each
 * call, and a link under that name is never followed but meant itself.
 *
 * <p>To restore, set the owner first, as the host then drops set-user-id bits and capabilities; then attributes, then the mode,
 * and the times last.
 */
@ProviderType
public interface HostFile {

    /** The bits that {@link #setMode} and {@link FileStatus#mode} consist of: permissions, set-id bits and sticky bit. */
    int MODE_MASK = 07777;

    /**
     * Tells type, owner, size, times and identity as they are now.
     *
     * @return the status, a snapshot
     * @throws HostFileException if the file is not there (any more) or its directory may not be searched
     */
    FileStatus status() throws HostFileException;

    /**
     * Sets the numeric owner.
     *
     * @param user the user id, 0 to 4294967294
     * @param group the group id, 0 to 4294967294
     * @throws HostFileException if that is not permitted
     */
    void setOwner(long user, long group) throws HostFileException;

    /**
     * Sets permissions, set-id bits and sticky bit, whatever the process's mask.
     *
     * @param mode the bits, within {@link #MODE_MASK}
     * @throws HostFileException if that is not permitted; for a symbolic link
     *     {@link HostFileException.Kind#UNSUPPORTED}, as links have no mode of their own
     */
    void setMode(int mode) throws HostFileException;

    /**
     * Sets the modification time to the nanosecond and leaves the access time as it is.
     *
     * @param modified the modification time
     * @throws HostFileException if that is not permitted
     */
    void setModified(Instant modified) throws HostFileException;

    /**
     * Sets both times to the nanosecond.
     *
     * @param accessed the access time
     * @param modified the modification time
     * @throws HostFileException if that is not permitted
     */
    void setTimes(Instant accessed, Instant modified) throws HostFileException;

    /**
     * Reads all extended attributes that the caller may see: {@code user.*}, {@code trusted.*}, {@code security.*}, and
     * access control lists in the form of the host.
     *
     * @return the attributes in no particular order; empty where the file system has none
     * @throws HostFileException if they cannot be read
     */
    List<ExtendedAttribute> attributes() throws HostFileException;

    /**
     * Reads one extended attribute.
     *
     * @param name the name with its namespace, such as {@code user.comment}
     * @return the value, empty if there is no such attribute
     * @throws HostFileException if it cannot be read
     */
    Optional<byte[]> attribute(String name) throws HostFileException;

    /**
     * Sets one extended attribute, new or not.
     *
     * @param attribute name and value
     * @throws HostFileException if the host refuses it; {@link HostFileException.Kind#UNSUPPORTED} if this file system
     *     does not keep attributes of that namespace
     */
    void setAttribute(ExtendedAttribute attribute) throws HostFileException;

    /**
     * Removes one extended attribute.
     *
     * @param attribute the attribute, of which only the name matters
     * @return whether there was one of that name
     * @throws HostFileException if the host refuses it
     */
    boolean removeAttribute(ExtendedAttribute attribute) throws HostFileException;
}
