package org.redoubt.plugin.server;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.server.Freeze;
import org.redoubt.api.server.Server;
import org.redoubt.api.server.ServerDriver;
import org.redoubt.api.server.Thaw;

/**
 * Servers that are only names, each with the same volume.
 *
 * @param frozen those that are frozen
 * @param known those that there are
 * @param volume their volume
 */
record MemoryDriver(Set<String> frozen, Set<String> known, Resource volume) implements ServerDriver {
    private Server called(String name) {
        return Server.of(name, name, List.of(volume), JsonObject.empty());
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Server> servers() {
        return known.stream().map(this::called).toList();
    }

    @Override
    public Optional<Server> server(String id) {
        return known.stream().filter(id::equals).findFirst().map(this::called);
    }

    @Override
    public List<Problem> check(Server server) {
        return List.of();
    }

    @Override
    public List<Path> frozenPaths(Server server) {
        return List.of();
    }

    @Override
    public Freeze freeze(Server server, String token, Optional<Instant> deadline) {
        frozen.add(server.id());
        return new Freeze(Grade.APPLICATION, "It was frozen.");
    }

    @Override
    public Thaw thaw(Server server, String token) {
        return new Thaw(frozen.remove(server.id()));
    }

    @Override
    public Server restore(Server saved, String name, Map<ResourceRef, Resource> volumes) {
        known.add(name);
        return called(name);
    }

    @Override
    public void remove(String id) {
        known.remove(id);
    }
}
