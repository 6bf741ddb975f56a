package org.redoubt.engine.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;

/**
 * The home directory: where it is, and who this runtime is. The runtime's id stays the same for the life of the home; the
 * incarnation grows with each start.
 */
public final class RuntimeHome {
    private final Path home;
    private final Owner owner;

    private RuntimeHome(Path home, Owner owner) {
        this.home = home;
        this.owner = owner;
    }

    /**
     * Opens a home for this life of the runtime.
     *
     * @param home the directory; made if it is not there
     * @throws RedoubtException if it cannot be written
     */
    public static RuntimeHome open(Path home) throws RedoubtException {
        Path file = home.resolve("var").resolve("runtime.json");
        Optional<JsonObject> before = identity(file);
        String id = before.flatMap(json -> json.string("id")).orElseGet(() -> UUID.randomUUID().toString());
        long incarnation = 1 + before.map(json -> json.number("incarnation").orElse(0)).orElse(0L);
        DocumentFile.write(file, JsonObject.builder().put("formatVersion", 1).put("id", id).put("incarnation", incarnation).build());
        return new RuntimeHome(home, new Owner(id, incarnation));
    }

    private static Optional<JsonObject> identity(Path file) throws RedoubtException {
        Optional<String> text = DocumentFile.read(file);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.parseObject(text.get()));
        } catch (JsonException damaged) {
            // A runtime that does not know who it was is a new one; what the old one left is found by its lease.
            return Optional.empty();
        }
    }

    /** Who this runtime is. */
    public Owner owner() {
        return owner;
    }

    /** The directory of plans. */
    public Path plans() {
        return home.resolve("var").resolve("plans");
    }

    /** The directories that this runtime has to write to, besides those of banks. */
    public Set<Path> written() {
        Set<Path> paths = new LinkedHashSet<>();
        for (Path path : new Path[] {home, Path.of(System.getProperty("java.io.tmpdir", "/tmp")), Path.of("/proc/self/fd/1"), Path.of("/proc/self/fd/2")}) {
            try {
                Path real = path.toRealPath();
                if (Files.isDirectory(real) || Files.isRegularFile(real)) {
                    paths.add(real);
                }
            } catch (IOException gone) {
                // What is not there, or is no file, cannot be frozen.
            }
        }
        return paths;
    }
}
