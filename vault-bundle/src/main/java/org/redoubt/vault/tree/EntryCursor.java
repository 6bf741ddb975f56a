package org.redoubt.vault.tree;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.manifest.Child;
import org.redoubt.vault.manifest.LeafCursor;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.manifest.NodeType;
import org.redoubt.vault.wire.FormatException;

/** Goes through the entries of a tree. For one thread. */
final class EntryCursor {
    private final Optional<LeafCursor> leaves;
    private final TreePath from;
    private boolean arrived;
    private Optional<TreePath> passed = Optional.empty();
    private Iterator<byte[]> items = List.<byte[]>of().iterator();

    /** @param from where to begin; what comes before is not read */
    EntryCursor(NodeSource nodes, TreeRoot root, TreePath from) {
        this.from = from;
        this.arrived = from.isRoot();
        this.leaves = root.root().map(top -> new LeafCursor(nodes, NodeType.ENTRIES, top,
                (child, offset, next) -> next.isPresent() && isBefore(StoredTree.path(next.get().key()))));
    }

    /** @param aim which nodes to leave out */
    EntryCursor(NodeSource nodes, TreeRoot root, LeafCursor.Aim aim) {
        this.from = TreePath.ROOT;
        this.arrived = true;
        this.leaves = root.root().map(top -> new LeafCursor(nodes, NodeType.ENTRIES, top, aim));
    }

    /** Whether nothing that is wanted stands before the node that begins with a path. */
    private boolean isBefore(TreePath path) {
        return !arrived && path.compareTo(from) <= 0 || passed.filter(path::startsWith).isPresent();
    }

    /** Passes over all that lies below the path of an entry that was given. */
    void pass(TreePath directory) {
        passed = Optional.of(directory);
    }

    private boolean isWanted(byte[] item) throws VaultException {
        if (arrived && passed.isEmpty()) {
            return true;
        }
        TreePath path = path(item);
        arrived |= path.compareTo(from) >= 0;
        return arrived && passed.filter(path::startsWith).isEmpty();
    }

    /** The next entry. If a node cannot be read, the next call goes on behind it. */
    Optional<StoredEntry> next() throws VaultException {
        Optional<byte[]> item = nextItem();
        return item.isPresent() ? Optional.of(decode(item.get())) : Optional.empty();
    }

    /** The next entry as it is stored. If a node cannot be read, the next call goes on behind it. */
    Optional<byte[]> nextItem() throws VaultException {
        while (true) {
            if (!items.hasNext()) {
                Optional<LeafCursor.Leaf> leaf = leaves.isPresent() ? leaves.get().next() : Optional.empty();
                if (leaf.isEmpty()) {
                    return Optional.empty();
                }
                items = leaf.get().items().iterator();
                continue;
            }
            byte[] item = items.next();
            if (isWanted(item)) {
                return Optional.of(item);
            }
        }
    }

    static TreePath path(byte[] item) throws VaultException {
        try {
            return StoredEntry.treePath(StoredEntry.path(item));
        } catch (FormatException e) {
            throw Failures.damaged("an entry of the tree", e.getMessage());
        }
    }

    static StoredEntry decode(byte[] item) throws VaultException {
        try {
            return StoredEntry.decode(item);
        } catch (FormatException e) {
            throw Failures.damaged("an entry of the tree", e.getMessage());
        }
    }

    /** After a failure: what could not be read. */
    Optional<Child> broken() {
        return leaves.map(LeafCursor::current);
    }
}
