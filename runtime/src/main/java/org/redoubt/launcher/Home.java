package org.redoubt.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.problem.ProblemKind;

/**
 * The directory of one runtime: {@code etc} is the user's, {@code plugins} takes jars, {@code var} is the runtime's own.
 *
 * @param root its directory, absolute
 */
record Home(Path root) {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** The home that is meant: the one named, else that of the environment, else {@code ~/.redoubt}. */
    static Home choose(Optional<String> named, Map<String, String> environment) {
        Path path = named.or(() -> Optional.ofNullable(environment.get("REDOUBT_HOME")).filter(s -> !s.isEmpty()))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".redoubt"));
        return new Home(path.toAbsolutePath().normalize());
    }

    Path etc() {
        return root.resolve("etc");
    }

    Path plugins() {
        return root.resolve("plugins");
    }

    Path var(String name) {
        return root.resolve("var").resolve(name);
    }

    /** What the runtime logs. */
    Path log() {
        return var("log").resolve("redoubt.log");
    }

    /** What a runtime in the background says before it can log. */
    Path startLog() {
        return var("log").resolve("start.log");
    }

    /** Creates what is missing, with the defaults of the distribution; what is there is left alone. */
    void prepare(Distribution distribution) throws LaunchException {
        try {
            if (Files.isDirectory(etc()) && Files.isDirectory(var("run")) && Files.isDirectory(var("log"))) {
                return;
            }
            if (!Files.isDirectory(root)) {
                Files.createDirectories(root, OWNER_ONLY);
            }
            Files.createDirectories(plugins());
            for (String part : new String[] {"run", "log", "tmp"}) {
                Files.createDirectories(var(part), OWNER_ONLY);
            }
            if (!Files.isDirectory(etc())) {
                copyDefaults(distribution.etc());
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Every command needs a directory, also one that makes nothing. */
    void refuseFile() throws LaunchException {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw unusable(new FileAlreadyExistsException(root.toString()));
        }
    }

    LaunchException unusable(IOException why) {
        return new LaunchException(ProblemKind.DENIED, "The home " + root + " cannot be used: " + Sentences.reason(why) + ".",
                "Name another one with --home DIR or REDOUBT_HOME.");
    }

    private void copyDefaults(Path defaults) throws IOException {
        Path fresh = Files.createTempDirectory(root, "etc-", OWNER_ONLY);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(defaults)) {
            for (Path file : files) {
                Files.copy(file, fresh.resolve(file.getFileName()));
            }
        }
        try {
            Files.move(fresh, etc());
        } catch (FileSystemException e) {
            remove(fresh);
            // Another command may have just created the same home.
            if (!Files.isDirectory(etc())) {
                throw e;
            }
        }
    }

    private static void remove(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
