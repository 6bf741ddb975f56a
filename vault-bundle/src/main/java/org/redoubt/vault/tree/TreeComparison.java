package org.redoubt.vault.tree;

import java.util.Optional;
import org.redoubt.api.vault.Changes;
import org.redoubt.api.vault.TreeChange;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.manifest.Child;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.manifest.NodeType;
import org.redoubt.vault.manifest.NodeWalk;
import org.redoubt.vault.stream.Content;
import org.redoubt.vault.work.Workers;

/**
 * Goes through two trees side by side. Where both stand before the same node, all below is the same and is passed over, so that the work
 * grows with what differs. For one thread.
 */
public final class TreeComparison implements Changes<TreeChange> {
    private final NodeWalk before;
    private final NodeWalk after;

    /**
     * @param nodes where entries are
     * @param before a tree
     * @param after another one
     */
    public TreeComparison(NodeSource nodes, TreeRoot before, TreeRoot after) {
        this.before = new NodeWalk(nodes, NodeType.ENTRIES, before.root());
        this.after = new NodeWalk(nodes, NodeType.ENTRIES, after.root());
    }

    @Override
    public Optional<TreeChange> next() throws VaultException {
        while (!before.ended() || !after.ended()) {
            Workers.checkInterrupt();
            Optional<TreeChange> change = step();
            if (change.isPresent()) {
                return change;
            }
        }
        return Optional.empty();
    }

    /** Goes on by a node or an entry. */
    private Optional<TreeChange> step() throws VaultException {
        if (before.meets(after)) {
            before.pass();
            after.pass();
            return Optional.empty();
        }
        int order = order();
        boolean old = order <= 0;
        boolean fresh = order >= 0;
        if (old && fresh && before.node().isPresent() && after.node().isPresent() && before.level() != after.level()) {
            // The higher one may turn out to begin with the lower one.
            old = before.level() > after.level();
            fresh = !old;
        }
        boolean opened = (old && open(before)) | (fresh && open(after));
        return opened ? Optional.empty() : change(old, fresh);
    }

    private static boolean open(NodeWalk walk) throws VaultException {
        boolean closed = walk.node().isPresent();
        if (closed) {
            walk.open();
        }
        return closed;
    }

    /** Which one stands at the smaller path. */
    private int order() throws VaultException {
        if (before.ended() || after.ended()) {
            return before.ended() ? 1 : -1;
        }
        return path(before).compareTo(path(after));
    }

    private static TreePath path(NodeWalk walk) throws VaultException {
        Optional<Child> node = walk.node();
        return node.isPresent() ? StoredTree.path(node.get().key()) : EntryCursor.decode(walk.item().orElseThrow()).entry().path();
    }

    private static Optional<StoredEntry> take(NodeWalk walk, boolean wanted) throws VaultException {
        return wanted ? Optional.of(EntryCursor.decode(walk.take())) : Optional.empty();
    }

    private Optional<TreeChange> change(boolean old, boolean fresh) throws VaultException {
        Optional<StoredEntry> was = take(before, old);
        Optional<StoredEntry> is = take(after, fresh);
        boolean content = was.isPresent() && is.isPresent() && differs(was.get().content(), is.get().content());
        TreeChange change = new TreeChange(was.map(StoredEntry::entry), is.map(StoredEntry::entry), content);
        // What only helps a writer to know an unchanged file is no change.
        return was.isPresent() && is.isPresent() && change.aspects().isEmpty() ? Optional.empty() : Optional.of(change);
    }

    private static boolean differs(Optional<Content> a, Optional<Content> b) {
        return a.isPresent() && b.isPresent() && !a.get().sameAs(b.get());
    }
}
