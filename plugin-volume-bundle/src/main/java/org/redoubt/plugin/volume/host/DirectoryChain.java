package org.redoubt.plugin.volume.host;

import java.util.ArrayDeque;
import java.util.Deque;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.vault.TreePath;

/**
 * Opens directories of a tree from its root, name by name and never through a link, keeping open those that lead to the last
 * one. A path of a checkpoint can so never lead out of the root. For one thread.
 */
public final class DirectoryChain implements AutoCloseable {
    private record Link(TreePath path, Directory directory) {
    }

    private final Directory root;
    private final Deque<Link> links = new ArrayDeque<>();

    /** A chain of the root only, which stays the caller's. */
    public DirectoryChain(Directory root) {
        this.root = root;
    }

    /** The directory of that path; valid until the next call. */
    public Directory open(TreePath path) throws HostFileException {
        while (!links.isEmpty() && !path.startsWith(links.peek().path())) {
            links.pop().directory().close();
        }
        TreePath top = links.isEmpty() ? TreePath.ROOT : links.peek().path();
        Deque<TreePath> missing = new ArrayDeque<>();
        for (TreePath at = path; !at.equals(top); at = at.parent()) {
            missing.push(at);
        }
        Directory directory = links.isEmpty() ? root : links.peek().directory();
        while (!missing.isEmpty()) {
            TreePath next = missing.pop();
            directory = directory.openDirectory(next.name());
            links.push(new Link(next, directory));
        }
        return directory;
    }

    @Override
    public void close() {
        while (!links.isEmpty()) {
            links.pop().directory().close();
        }
    }
}
