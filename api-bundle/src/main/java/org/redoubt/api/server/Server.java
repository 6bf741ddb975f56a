package org.redoubt.api.server;

import java.util.List;
import java.util.Objects;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.resource.Resource;

/**
 * A server as its driver knows it. Immutable.
 */
public final class Server {
    private final String id;
    private final String name;
    private final List<Resource> volumes;
    private final JsonObject description;

    private Server(String id, String name, List<Resource> volumes, JsonObject description) {
        this.id = Objects.requireNonNull(id);
        this.name = Objects.requireNonNull(name);
        this.volumes = List.copyOf(volumes);
        this.description = Objects.requireNonNull(description);
    }

    /**
     * A server.
     *
     * @param id its id, unique among the servers of this host
     * @param name its name for people
     * @param volumes its volumes, as resources of any type
     * @param description all that its driver needs to make it again; without secrets
     */
    public static Server of(String id, String name, List<Resource> volumes, JsonObject description) {
        return new Server(id, name, volumes, description);
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** Its name for people. */
    public String name() {
        return name;
    }

    /** Its volumes. */
    public List<Resource> volumes() {
        return volumes;
    }

    /** All that its driver needs to make it again. */
    public JsonObject description() {
        return description;
    }
}
