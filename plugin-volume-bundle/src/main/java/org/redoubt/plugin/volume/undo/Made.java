package org.redoubt.plugin.volume.undo;

import java.time.Instant;
import java.util.Optional;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.vault.TreePath;

/**
 * Something that a restore has made, or was about to make, in a directory that was there before.
 *
 * @param path where, below that directory
 * @param kind what
 * @param file which file, if it is a finished one
 */
record Made(TreePath path, Kind kind, Optional<Finished> file) {
    /** What it is. The order is part of the format of {@link Journal}. */
    enum Kind {
        /** Not finished, under a name that nobody else gives. */
        DRAFT,
        DIRECTORY,
        /** Finished: all that is not a directory. */
        FILE
    }

    /** A file as the restore has left it. */
    record Finished(Identity identity, Instant modified, long size) {
        static Finished of(FileStatus status) {
            return new Finished(Identity.of(status), status.modified(), status.size());
        }

        /** Whether a file is this one, with the content that it had. */
        boolean isStill(FileStatus status) {
            return identity.is(status) && modified.equals(status.modified()) && size == status.size();
        }
    }
}
