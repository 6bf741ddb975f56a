package org.redoubt.plugin.server.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.framework.BundleContext;

/** What watchdogs have left behind for the next process when the one that had started them was gone. Thread-safe. */
final class Traces {
    private static final System.Logger LOG = System.getLogger(Traces.class.getName());

    private final Optional<Path> folder;

    private Traces(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Those in the storage of the bundle, if it has one. */
    static Traces of(BundleContext context) {
        Optional<Path> folder = Optional.ofNullable(context.getDataFile("watchdogs")).map(File::toPath);
        try {
            if (folder.isPresent()) {
                Files.createDirectories(folder.get());
            }
            return new Traces(folder);
        } catch (IOException e) {
            // A trace is good to have; a thaw does not need it.
            return new Traces(Optional.empty());
        }
    }

    /** The folder they stand in. */
    Optional<Path> folder() {
        return folder;
    }

    /** Where a new watchdog leaves its trace. */
    Optional<Path> next() {
        return folder.map(path -> path.resolve(UUID.randomUUID() + ".trace"));
    }

    /** Tells once what is found. */
    void tell() {
        if (folder.isEmpty()) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.get(), "*.trace")) {
            for (Path file : files) {
                tell(Files.readAllLines(file));
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "What watchdogs have left in {0} cannot be read: {1}", folder.get(), e.getMessage());
        }
    }

    private static void tell(List<String> lines) {
        String outcome = lines.isEmpty() ? "" : lines.getFirst();
        String server = lines.size() < 2 ? "" : lines.get(1);
        switch (outcome) {
            case "thawed" -> LOG.log(System.Logger.Level.WARNING,
                    "The server \"{0}\" was thawed by its watchdog, as the runtime that had frozen it was gone.", server);
            case "failed" -> LOG.log(System.Logger.Level.ERROR,
                    "The server \"{0}\" may still be frozen: its watchdog could not thaw it when the runtime was gone.", server);
            default -> LOG.log(System.Logger.Level.DEBUG, "A watchdog has found nothing to thaw.");
        }
    }
}
