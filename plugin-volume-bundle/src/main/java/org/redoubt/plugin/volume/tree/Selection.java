package org.redoubt.plugin.volume.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.VaultException;

/**
 * What of a tree is to be restored: all of it, or some paths with all that lies below them, and the directories that lead there. Immutable.
 */
public final class Selection {
    private static final Selection ALL = new Selection(new TreeSet<>(List.of(TreePath.ROOT)));

    /** None of them lies below another one. */
    private final NavigableSet<TreePath> paths;

    private Selection(NavigableSet<TreePath> paths) {
        this.paths = paths;
    }

    /** All of it. */
    public static Selection all() {
        return ALL;
    }

    /** Some paths; none means all. */
    public static Selection of(Collection<TreePath> wanted) {
        NavigableSet<TreePath> paths = new TreeSet<>();
        for (TreePath path : new TreeSet<>(wanted)) {
            if (paths.isEmpty() || !path.startsWith(paths.last())) {
                paths.add(path);
            }
        }
        return paths.isEmpty() ? ALL : new Selection(paths);
    }

    /** Whether it is all of the tree. */
    public boolean isAll() {
        return paths.contains(TreePath.ROOT);
    }

    /** The paths that were asked for, in order, without those that lie below others. */
    public List<TreePath> paths() {
        return List.copyOf(paths);
    }

    /** Whether an entry was asked for, itself or with a directory that holds it. */
    boolean includes(TreePath path) {
        return Optional.ofNullable(paths.floor(path)).filter(path::startsWith).isPresent();
    }

    /** Whether an entry is only on the way to what was asked for. */
    boolean leadsTo(TreePath path) {
        return !includes(path) && Optional.ofNullable(paths.higher(path)).filter(next -> next.startsWith(path)).isPresent();
    }

    /** Those paths that a tree does not have. */
    public List<TreePath> absentFrom(TreeReader tree) throws VaultException {
        List<TreePath> absent = new ArrayList<>();
        for (TreePath path : paths) {
            if (!path.isRoot() && tree.entry(path).isEmpty()) {
                absent.add(path);
            }
        }
        return absent;
    }

    /** How many bytes the files have that are to be restored, at the most. */
    public long bytes(TreeReader tree) throws VaultException {
        long bytes = 0;
        if (!isAll()) {
            try (TreeReader.Cursor cursor = entries(tree)) {
                for (Optional<TreeEntry> next = cursor.next(); next.isPresent() && bytes < tree.bytes(); next = cursor.next()) {
                    bytes += next.get().size();
                }
            }
        }
        // The sizes count holes, which the tree as a whole does not.
        return isAll() ? tree.bytes() : Math.min(bytes, tree.bytes());
    }

    /** The entries that are to be restored, and those of the directories that lead to them; in order, and nothing else is read. */
    public TreeReader.Cursor entries(TreeReader tree) throws VaultException {
        return isAll() ? tree.entries() : new Some(tree, paths.iterator());
    }

    private static final class Some implements TreeReader.Cursor {
        private final TreeReader tree;
        private final Iterator<TreePath> paths;
        private final Deque<TreePath> leading = new ArrayDeque<>();
        private Optional<TreePath> current = Optional.empty();
        private Optional<TreeReader.Cursor> going = Optional.empty();

        Some(TreeReader tree, Iterator<TreePath> paths) {
            this.tree = tree;
            this.paths = paths;
        }

        @Override
        public Optional<TreeEntry> next() throws VaultException {
            while (true) {
                while (!leading.isEmpty()) {
                    Optional<TreeEntry> directory = tree.entry(leading.pop());
                    if (directory.isPresent()) {
                        return directory;
                    }
                }
                if (going.isEmpty() && current.isPresent()) {
                    going = Optional.of(tree.entries(current.get()));
                }
                Optional<TreeEntry> next = going.isPresent() ? going.get().next() : Optional.empty();
                if (next.filter(entry -> entry.path().startsWith(current.orElseThrow())).isPresent()) {
                    return next;
                }
                if (!paths.hasNext()) {
                    return Optional.empty();
                }
                turnTo(paths.next());
            }
        }

        private void turnTo(TreePath path) {
            close();
            Optional<TreePath> before = current;
            for (TreePath at = path; !at.isRoot();) {
                TreePath directory = at.parent();
                // What led to the path before was given then.
                if (before.filter(done -> done.startsWith(directory)).isEmpty()) {
                    leading.push(directory);
                }
                at = directory;
            }
            current = Optional.of(path);
        }

        @Override
        public void skip() {
            going.ifPresent(TreeReader.Cursor::skip);
        }

        @Override
        public void close() {
            going.ifPresent(TreeReader.Cursor::close);
            going = Optional.empty();
        }
    }
}
