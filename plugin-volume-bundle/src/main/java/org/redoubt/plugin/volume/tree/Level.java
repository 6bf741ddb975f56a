package org.redoubt.plugin.volume.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.Listing;
import org.redoubt.api.vault.TreePath;

/** One open directory of a walk, with the names in it that are still to be visited, sorted as paths of a tree are. */
final class Level {
    private final Directory directory;
    private final TreePath path;
    private final FileStatus status;
    private final List<byte[]> names;
    private int next;

    private Level(Directory directory, TreePath path, FileStatus status, List<byte[]> names) {
        this.directory = directory;
        this.path = path;
        this.status = status;
        this.names = names;
    }

    static Level of(Directory directory, TreePath path, FileStatus status) throws HostFileException {
        List<byte[]> names = new ArrayList<>();
        try (Listing listing = directory.entries()) {
            while (listing.next()) {
                names.add(listing.name());
            }
        }
        names.sort(Arrays::compareUnsigned);
        return new Level(directory, path, status, names);
    }

    Directory directory() {
        return directory;
    }

    TreePath path() {
        return path;
    }

    FileStatus status() {
        return status;
    }

    boolean hasNext() {
        return next < names.size();
    }

    byte[] next() {
        return names.get(next++);
    }

    void close() {
        directory.close();
    }
}
