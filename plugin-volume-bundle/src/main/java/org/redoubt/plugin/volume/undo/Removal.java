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

    private record Number(DeviceNumber device, long inode) {
        static Number of(FileStatus status) {
            return new Number(status.device(), status.inode());
        }
    }

    private final Optional<Instant> begun;
    private final Optional<Instant> finished;
    private final Optional<Instant> settled;
    private final Set<Number> removed = new HashSet<>();
    private long kept;

    private Removal(Optional<Instant> begun, Optional<Instant> finished, Optional<Instant> settled) {
        this.begun = begun;
        this.finished = finished;
        this.settled = settled;
    }

    /** Of what has no name yet that anybody else could know. */
    static Removal ofDrafts() {
        return new Removal(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Of a file, or a tree with all in it.
     *
     * @param begun when it was born: a directory that is older was moved into it; empty if the file system does not keep that
     * @param finished when the restore was done: a file that was changed later stays
     * @param settled when its directories were last given what they lacked, which a later run may have done
     */
    static Removal ofTree(Optional<Instant> begun, Instant finished, Instant settled) {
        return new Removal(begun, Optional.of(finished), Optional.of(settled));
    }

    /**
     * Of what is listed.
     *
     * @param finished when the restore was done: what changed later stays; empty if it never was done
     */
    static Removal ofListed(Optional<Instant> finished) {
        return new Removal(Optional.empty(), finished, Optional.empty());
    }

    /** How many files and directories stayed since somebody had changed them. */
    long kept() {
        return kept;
    }

    /** Removes a file, or a directory with all in it. */
    void remove(Directory parent, byte[] name) throws HostFileException {
        Optional<FileStatus> status = status(parent, name);
        if (status.isPresent()) {
            remove(parent, name, status.get());
        }
    }

    private void remove(Directory parent, byte[] name, FileStatus status) throws HostFileException {
        if (status.type() != FileType.DIRECTORY) {
            removeUnless(isChanged(status), parent, name, status);
            return;
        }
        try (Directory directory = parent.openDirectory(name)) {
            empty(directory, status);
        }
        removeEmpty(parent, name);
    }

    /**
     * Whether a directory is somebody else's: what is mounted there, or what was moved there. That keeps its age, and so do the files in it. One that is as young as
     * what was restored was changed later, by the moving, and its content was not; where ages are not kept, all of a directory stays that was changed.
     */
    private boolean isForeign(FileStatus directory, FileStatus parent) {
        if (directory.type() != FileType.DIRECTORY) {
            return false;
        }
        boolean mounted = !directory.device().equals(parent.device()) || !directory.mount().equals(parent.mount());
        return mounted || settled.isPresent() && isMoved(directory, settled.get());
    }

    private boolean isMoved(FileStatus directory, Instant done) {
        boolean changed = directory.changed().isAfter(done);
        if (begun.isEmpty() || directory.created().isEmpty()) {
            return changed;
        }
        return directory.created().get().isBefore(begun.get()) || changed && !directory.modified().isAfter(done);
    }

    /** Removes what is listed, if it still is what was made; a directory, if it is empty. */
    void remove(Directory parent, Made made) throws HostFileException {
        byte[] name = made.path().name();
        Optional<FileStatus> status = status(parent, name);
        if (status.isEmpty()) {
            return;
        }
        boolean isDirectory = status.get().type() == FileType.DIRECTORY;
        if (isDirectory != (made.kind() == Made.Kind.DIRECTORY) || made.kind() == Made.Kind.DRAFT && !Steps.isDraft(name)) {
            kept++;
        } else if (isDirectory) {
            removeEmpty(parent, name);
        } else {
            removeUnless(made.file().filter(file -> isChanged(file, status.get())).isPresent(), parent, name, status.get());
        }
    }

    private boolean isChanged(Made.Finished file, FileStatus now) {
        // Who wrote into it while the restore was at work changed it before that was done.
        return !file.isStill(now) || isChanged(now);
    }

    private boolean isChanged(FileStatus now) {
        // removing one name of a file changes the file, which must not protect its other names
        return finished.filter(now.changed()::isAfter).isPresent() && !removed.contains(Number.of(now));
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
        Refusals refusals = new Refusals();
        for (byte[] name : names) {
            refusals.attempt(() -> removeIn(directory, name, status));
        }
        refusals.tell();
    }

    private void removeIn(Directory directory, byte[] name, FileStatus parent) throws HostFileException {
        Optional<FileStatus> there = status(directory, name);
        if (there.filter(status -> isForeign(status, parent)).isPresent()) {
            kept++;
        } else if (there.isPresent()) {
            remove(directory, name, there.get());
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

    private void removeUnless(boolean changed, Directory parent, byte[] name, FileStatus status) throws HostFileException {
        if (changed) {
            kept++;
            return;
        }
        removed.add(Number.of(status));
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
