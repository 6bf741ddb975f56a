package org.redoubt.plugin.volume.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.vault.TreeEntry;

/** Gives directories their metadata when all that is in them is done: the innermost first. For one thread. */
final class DirectoryFinisher implements AutoCloseable {
    private record Open(TreeEntry entry, Directory directory, boolean keep) {
    }

    private final Directory root;
    private final Metadata metadata;
    private final boolean inherited;
    private final Deque<Open> open = new ArrayDeque<>();

    DirectoryFinisher(Directory root, Metadata metadata, boolean inherited) {
        this.root = root;
        this.metadata = metadata;
        this.inherited = inherited;
    }

    /**
     * Goes on to the next directory of the tree.
     *
     * @param keep whether its metadata is left as it is
     */
    void enter(TreeEntry entry, boolean keep) {
        while (!open.isEmpty() && !entry.path().startsWith(open.peek().entry().path())) {
            leave();
        }
        if (entry.path().isRoot()) {
            open.push(new Open(entry, root, keep));
        } else if (!open.isEmpty() && open.peek().entry().path().equals(entry.path().parent())) {
            try {
                open.push(new Open(entry, open.peek().directory().openDirectory(entry.path().name()), keep));
            } catch (HostFileException gone) {
                // it was not restored either, which has been told
            }
        }
    }

    private void leave() {
        Open done = open.pop();
        if (!done.keep()) {
            metadata.apply(done.directory(), done.entry(), inherited || done.entry().path().isRoot());
        }
        if (!done.entry().path().isRoot()) {
            done.directory().close();
        }
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            leave();
        }
    }
}
