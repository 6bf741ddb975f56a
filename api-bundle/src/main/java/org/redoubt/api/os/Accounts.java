package org.redoubt.api.os;

import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The service that knows the names of users and groups on this host. Every call asks the host's name services, which may be remote: who
 * asks for many files remembers the answers. Thread-safe.
 */
@ProviderType
public interface Accounts {

    /**
     * Finds the name of a user.
     *
     * @param id the user id
     * @return the name, empty if no user has that id
     * @throws HostFileException if a name service fails
     */
    Optional<String> userName(long id) throws HostFileException;

    /**
     * Finds a user by name.
     *
     * @param name the name
     * @return the user id, empty if there is no such user
     * @throws HostFileException if a name service fails
     */
    OptionalLong userId(String name) throws HostFileException;

    /**
     * Finds the name of a group.
     *
     * @param id the group id
     * @return the name, empty if no group has that id
     * @throws HostFileException if a name service fails
     */
    Optional<String> groupName(long id) throws HostFileException;

    /**
     * Finds a group by name.
     *
     * @param name the name
     * @return the group id, empty if there is no such group
     * @throws HostFileException if a name service fails
     */
    OptionalLong groupId(String name) throws HostFileException;
}
