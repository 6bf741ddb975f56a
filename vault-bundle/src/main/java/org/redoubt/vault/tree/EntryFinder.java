package org.redoubt.vault.tree;

import java.util.Optional;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.manifest.NodeSource;

/**
 * Finds entries of a tree by their paths. Who asks in the order of the paths, or nearly so, goes through the tree once; who jumps
 * pays for a way from its top. For one thread.
 */
final class EntryFinder {
    /** More entries than this are not passed over one by one. */
    private static final int NEAR = 64;

    private final NodeSource nodes;
    private final TreeRoot root;
    private Optional<EntryCursor> cursor = Optional.empty();
    private Optional<Found> held = Optional.empty();
    private TreePath asked = TreePath.ROOT;

    /**
     * @param nodes where entries are
     * @param root the tree
     */
    EntryFinder(NodeSource nodes, TreeRoot root) {
        this.nodes = nodes;
        this.root = root;
    }

    /** An entry and how it is stored. */
    static final class Found {
        private final TreePath path;
        private final byte[] item;
        private Optional<StoredEntry> entry = Optional.empty();

        Found(byte[] item) throws VaultException {
            this.path = EntryCursor.path(item);
            this.item = item;
        }

        /** Its bytes, not to be changed. */
        byte[] item() {
            return item;
        }

        StoredEntry entry() throws VaultException {
            if (entry.isEmpty()) {
                entry = Optional.of(EntryCursor.decode(item));
            }
            return entry.get();
        }
    }

    /** The entry under a path. After a failure others can be asked for. */
    Optional<Found> find(TreePath path) throws VaultException {
        boolean arrived = false;
        try {
            go(path);
            arrived = true;
        } finally {
            if (!arrived) {
                cursor = Optional.empty();
            }
        }
        return held.filter(found -> found.path.equals(path));
    }

    /** Goes on until what is held is the first entry at or behind a path. */
    private void go(TreePath path) throws VaultException {
        if (cursor.isEmpty() || path.compareTo(asked) < 0) {
            seek(path);
        }
        asked = path;
        for (int passed = 1; held.isPresent() && held.get().path.compareTo(path) < 0; passed++) {
            if (passed % NEAR == 0) {
                seek(path);
            } else {
                step();
            }
        }
    }

    private void seek(TreePath path) throws VaultException {
        cursor = Optional.of(new EntryCursor(nodes, root, path));
        step();
    }

    private void step() throws VaultException {
        Optional<byte[]> item = cursor.isPresent() ? cursor.get().nextItem() : Optional.empty();
        held = item.isPresent() ? Optional.of(new Found(item.get())) : Optional.empty();
    }
}
