package org.redoubt.plugin.volume.operation;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.UndoLog;
import org.redoubt.plugin.volume.host.FileProblems;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.place.VolumePath;
import org.redoubt.plugin.volume.undo.Steps;

/** Makes the directories that are to hold what is restored, where they are missing. */
final class Parents {
    private static final int USUAL = 0777;

    private static final int TIME_ORDERED = 7;

    private final Host host;

    Parents(Host host) {
        this.host = host;
    }

    /** Sees that a directory is there, and that what was made for it by this operation, here or beside, is taken back. */
    void make(String directory, OperationId operation, UndoLog undo) throws RedoubtException {
        Deque<Path> missing = new ArrayDeque<>();
        Path wanted = VolumePath.of(directory);
        Path top = wanted;
        while (top.getParent() != null && (missing(top) || madeBy(operation, top))) {
            if (missing(top)) {
                missing.push(top);
            }
            top = top.getParent();
        }
        if (top.equals(wanted)) {
            return;
        }
        undo.register(Steps.removeParents(directory, VolumePath.text(top).orElse("/")));
        while (!missing.isEmpty()) {
            Path next = missing.pop();
            try (Directory parent = host.files().openDirectory(next.getParent())) {
                make(parent, next);
            } catch (HostFileException refused) {
                throw FileProblems.fatal(refused);
            }
        }
    }

    private static boolean missing(Path path) {
        return !Files.exists(path) && !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Whether a directory is as young as the operation: then another volume that is restored beside this one has made it, and whoever is
     * taken back last has to remove it.
     */
    private boolean madeBy(OperationId operation, Path path) {
        Optional<Instant> began = began(operation);
        try (Directory directory = host.files().openDirectory(path)) {
            return began.isPresent() && directory.status().created().filter(made -> !made.isBefore(began.get())).isPresent();
        } catch (HostFileException unknown) {
            return false;
        }
    }

    /** The ids of operations begin with the time of their making. */
    private static Optional<Instant> began(OperationId operation) {
        try {
            UUID id = UUID.fromString(operation.value());
            return id.version() == TIME_ORDERED ? Optional.of(Instant.ofEpochMilli(id.getMostSignificantBits() >>> Short.SIZE)) : Optional.empty();
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    private static void make(Directory parent, Path next) throws HostFileException {
        try {
            parent.createDirectory(VolumePath.lastName(next), USUAL);
        } catch (HostFileException taken) {
            // another volume that is restored beside this one may have made it
            if (taken.kind() != HostFileException.Kind.EXISTS) {
                throw taken;
            }
        }
    }
}
