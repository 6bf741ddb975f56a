package org.redoubt.api.server;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceRef;

/**
 * Knows the servers of one kind: lists, freezes and makes them again. Published as a service with the property
 * {@link #NAME}. Thread-safe.
 */
@ConsumerType
public interface ServerDriver {
    /** The service property that names a driver. */
    String NAME = "redoubt.server.driver";

    /** The name: the same as the service property. */
    String name();

    /**
     * All servers of this driver.
     *
     * @throws Exception if they cannot all be found
     */
    List<Server> servers() throws Exception;

    /**
     * One server.
     *
     * @param id its id
     * @return the server, if this driver knows it
     * @throws Exception if that cannot be told
     */
    Optional<Server> server(String id) throws Exception;

    /**
     * What would keep a server from being frozen and thawed now. Has no side effect.
     *
     * @param server which
     * @return every problem; empty if all is well
     */
    List<Problem> check(Server server);

    /**
     * The directories that nobody can write to while the server is frozen, as far as they are known on this machine.
     *
     * @param server which
     */
    List<Path> frozenPaths(Server server);

    /**
     * The directories of this machine that the driver has to write to while it freezes and thaws, so that nobody freezes them under it.
     *
     * @return real paths; empty if there are none
     */
    default List<Path> localPaths() {
        return List.of();
    }

    /**
     * Freezes a server: brings its applications or file systems to rest until it is thawed.
     *
     * @param server which
     * @param token unique to this freeze, the same that {@link #thaw} gets
     * @param deadline when the server has to be thawed again, whatever happens
     * @return how consistent its volumes are while it is frozen; {@link org.redoubt.api.checkpoint.Grade#NONE} if it has nothing that
     *     could freeze it, and needs no thaw
     * @throws Exception if it is not frozen, or perhaps only in part; {@link #thaw} is called then as well
     */
    Freeze freeze(Server server, String token, Optional<Instant> deadline) throws Exception;

    /**
     * Thaws a server. Idempotent; it is no error if it was never frozen, or is thawed already.
     *
     * @param server which
     * @param token the token of the freeze
     * @return how long it was frozen, and whether it thawed by itself before
     * @throws Exception if it may still be frozen
     */
    Thaw thaw(Server server, String token) throws Exception;

    /**
     * Makes a server again from what {@link Server#description()} said when it was protected.
     *
     * @param saved the server as it was
     * @param name the name it gets
     * @param volumes for each of its volumes the one that was restored for it
     * @return the new server
     * @throws Exception if it could not be made; nothing of it may be left then
     */
    Server restore(Server saved, String name, Map<ResourceRef, Resource> volumes) throws Exception;

    /**
     * Takes away a server that {@link #restore} made. Idempotent.
     *
     * @param id its id
     * @throws Exception if something is left
     */
    void remove(String id) throws Exception;
}
