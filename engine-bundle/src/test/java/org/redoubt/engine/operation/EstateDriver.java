package org.redoubt.engine.operation;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.server.Freeze;
import org.redoubt.api.server.Server;
import org.redoubt.api.server.ServerDriver;
import org.redoubt.api.server.Thaw;

/**
 * Freezes, makes and removes the servers of an estate.
 *
 * @param estate where they are
 */
record EstateDriver(Estate estate) implements ServerDriver {
    /** What a server holds, in its description. */
    static final String TEXT = "text";

    @Override
    public String name() {
        return "estate";
    }

    @Override
    public List<Server> servers() {
        return List.of();
    }

    @Override
    public Optional<Server> server(String id) {
        return Optional.empty();
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
        estate.frozen.add(server.id());
        return new Freeze(Grade.FILESYSTEM, "It was frozen.");
    }

    @Override
    public Thaw thaw(Server server, String token) {
        return new Thaw(estate.frozen.remove(server.id()));
    }

    @Override
    public Server restore(Server saved, String name, Map<ResourceRef, Resource> volumes) {
        estate.contents.put(name, saved.description().string(TEXT).orElseThrow());
        return Server.of(name, name, List.copyOf(volumes.values()), saved.description());
    }

    @Override
    public void remove(String id) {
        estate.contents.remove(id);
    }
}
