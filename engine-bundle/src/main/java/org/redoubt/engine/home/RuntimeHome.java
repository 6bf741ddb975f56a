package org.redoubt.engine.home;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
            real(path).ifPresent(paths::add);
        }
        paths.addAll(elsewhere());
        return paths;
    }

    /** The directories of the home that nobody else may write to: its configuration and keys, and what it is at work on. */
    public Set<Path> own() {
        Set<Path> paths = new LinkedHashSet<>();
        for (String part : new String[] {"etc", "var"}) {
            real(home.resolve(part)).ifPresent(paths::add);
        }
        paths.addAll(elsewhere());
        return paths;
    }

    /** What of the home lies on another file system, by a mount or a link. */
    private Set<Path> elsewhere() {
        Set<Path> paths = new LinkedHashSet<>();
        Path var = home.resolve("var");
        List<Path> places = new ArrayList<>(List.of(var));
        try (DirectoryStream<Path> below = Files.newDirectoryStream(var, path -> Files.isDirectory(path))) {
            below.forEach(places::add);
        } catch (IOException | DirectoryIteratorException unreadable) {
            // The home itself counts in any case.
        }
        for (Path place : places) {
            real(place).filter(path -> !covers(path)).ifPresent(paths::add);
        }
        return paths;
    }

    /** Whether a path lies in the home and on its file system: whoever leaves the home alone leaves it alone, too. */
    public boolean covers(Path path) {
        Path asked = real(path).orElse(path);
        return real(home).filter(real -> asked.startsWith(real) && device(asked).equals(device(real))).isPresent();
    }

    private static Optional<Object> device(Path path) {
        try {
            return Optional.of(Files.getAttribute(path, "unix:dev"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** What is not there, or is no file, cannot be frozen. */
    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath()).filter(real -> Files.isDirectory(real) || Files.isRegularFile(real));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
