package org.redoubt.plugin.volume.undo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.os.DeviceNumber;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.Listing;

/**
 * Removes what a restore made, and nothing that somebody changed or added afterwards. What is gone already is no error. For one
 * thread.
 */
final class Removal {
    private static final int ALL_FOR_OWNER = 0700;

    private record Identity(DeviceNumber device, long inode) {
    }

    private final Optional<Instant> finished;
    private final Set<Identity> removed = new HashSet<>();
    private long kept;

    /** @param finished when the restore was done: what changed later stays; empty if it never was done */
    Removal(Optional<Instant> finished) {
        this.finished = finished;
    }

    /** How many files and directories stayed since somebody had changed them. */
    long kept() {
        return kept;
    }

    /** Removes a file, or a directory with all in it. */
    void remove(Directory parent, byte[] name) throws HostFileException {
        Optional<FileStatus> status = status(parent, name);
        if (status.isPresent() && status.get().type() == FileType.DIRECTORY) {
            try (Directory directory = parent.openDirectory(name)) {
                empty(directory, status.get());
            }
            removeEmpty(parent, name);
        } else if (status.isPresent()) {
            removeFile(parent, name, status.get());
        }
    }

    /** Removes a file, or a directory if it is empty. */
    void removeOne(Directory parent, byte[] name) throws HostFileException {
        Optional<FileStatus> status = status(parent, name);
        if (status.isPresent() && status.get().type() == FileType.DIRECTORY) {
            removeEmpty(parent, name);
        } else if (status.isPresent()) {
            removeFile(parent, name, status.get());
        }
    }

    private void empty(Directory directory, FileStatus status) throws HostFileException {
        if ((status.mode() & ALL_FOR_OWNER) != ALL_FOR_OWNER) {
            directory.setMode(status.mode() | ALL_FOR_OWNER);
        }
        List<byte[]> names = new ArrayList<>();
        try (Listing listing = directory.entries()) {
            while (listing.next()) {
                names.add(listing.name());
            }
        }
        for (byte[] name : names) {
            remove(directory, name);
        }
    }

    private void removeEmpty(Directory parent, byte[] name) throws HostFileException {
        try {
            parent.removeDirectory(name);
        } catch (HostFileException refused) {
            if (refused.kind() == HostFileException.Kind.NOT_EMPTY) {
                kept++;
            } else if (refused.kind() != HostFileException.Kind.NOT_FOUND) {
                throw refused;
            }
        }
    }

    private void removeFile(Directory parent, byte[] name, FileStatus status) throws HostFileException {
        Identity identity = new Identity(status.device(), status.inode());
        // removing one name of a file changes the file, which must not protect its other names
        boolean changed = finished.filter(status.changed()::isAfter).isPresent() && !removed.contains(identity);
        if (changed) {
            kept++;
            return;
        }
        removed.add(identity);
        parent.remove(name);
    }

    private static Optional<FileStatus> status(Directory parent, byte[] name) throws HostFileException {
        try {
            return Optional.of(parent.child(name).status());
        } catch (HostFileException absent) {
            if (absent.kind() == HostFileException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw absent;
        }
    }
}
