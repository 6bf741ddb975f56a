package org.redoubt.vault.tree;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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
    private Iterator<byte[]> items = List.<byte[]>of().iterator();

    EntryCursor(NodeSource nodes, TreeRoot root, LeafCursor.Aim aim) {
        this.leaves = root.root().map(top -> new LeafCursor(nodes, NodeType.ENTRIES, top, aim));
    }

    /** The next entry as it is stored. If a node cannot be read, the next call goes on behind it. */
    Optional<byte[]> nextItem() throws VaultException {
        while (!items.hasNext()) {
            Optional<LeafCursor.Leaf> leaf = leaves.isPresent() ? leaves.get().next() : Optional.empty();
            if (leaf.isEmpty()) {
                return Optional.empty();
            }
            items = leaf.get().items().iterator();
        }
        return Optional.of(items.next());
    }

    Optional<StoredEntry> next() throws VaultException {
        Optional<byte[]> item = nextItem();
        return item.isPresent() ? Optional.of(decode(item.get())) : Optional.empty();
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
