package org.redoubt.vault.tree;

import java.util.Arrays;
import java.util.Optional;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.manifest.LeafCursor;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.stream.StreamReader;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.work.Workers;

/** Reads a tree. */
public final class StoredTree implements TreeReader {
    private final ChunkSource chunks;
    private final NodeSource nodes;
    private final TreeRoot root;
    private volatile Optional<Given> given = Optional.empty();
    private volatile boolean closed;

    /** The entry that a cursor gave last: the one whose content is asked for most likely. */
    private record Given(StoredEntry entry, EntryAhead by) {
    }

    /**
     * @param chunks where contents are
     * @param nodes where entries are
     * @param root the tree
     */
    public StoredTree(ChunkSource chunks, NodeSource nodes, TreeRoot root) {
        this.chunks = chunks;
        this.nodes = nodes;
        this.root = root;
    }

    private void check() throws VaultException {
        if (closed) {
            throw Failures.closed("tree");
        }
        Workers.checkInterrupt();
    }

    @Override
    public Cursor entries() throws VaultException {
        check();
        EntryAhead ahead = new EntryAhead(new EntryCursor(nodes, root, LeafCursor.Aim.ALL), chunks);
        return new Cursor() {
            @Override
            public Optional<TreeEntry> next() throws VaultException {
                check();
                Optional<StoredEntry> next = ahead.next();
                given = next.map(entry -> new Given(entry, ahead));
                return next.map(StoredEntry::entry);
            }

            @Override
            public void close() {
                // It holds nothing.
            }
        };
    }

    @Override
    public Optional<TreeEntry> entry(TreePath path) throws VaultException {
        return stored(path).map(StoredEntry::entry);
    }

    Optional<StoredEntry> stored(TreePath path) throws VaultException {
        check();
        byte[] wanted = path.bytes();
        EntryCursor cursor = new EntryCursor(nodes, root,
                (child, offset, next) -> next.isPresent() && comesBy(next.get().key(), path));
        try {
            Optional<byte[]> item = cursor.nextItem();
            while (item.isPresent()) {
                byte[] found = StoredEntry.path(item.get());
                if (Arrays.equals(found, wanted)) {
                    return Optional.of(StoredEntry.decode(item.get()));
                }
                if (StoredEntry.treePath(found).compareTo(path) > 0) {
                    return Optional.empty();
                }
                item = cursor.nextItem();
            }
            return Optional.empty();
        } catch (FormatException e) {
            throw Failures.damaged("an entry of the tree", e.getMessage());
        }
    }

    private static boolean comesBy(byte[] key, TreePath path) {
        return path(key).compareTo(path) <= 0;
    }

    /** The path that is the key of a node; its hash proves that it was a path when it was written. */
    static TreePath path(byte[] key) {
        return TreePath.of(key);
    }

    @Override
    public DataReader open(TreePath path) throws VaultException {
        check();
        Optional<Given> last = given.filter(one -> one.entry().entry().path().equals(path));
        last.ifPresent(one -> one.by().opened());
        Optional<StoredEntry> stored = last.isPresent() ? last.map(Given::entry) : stored(path);
        return stored.flatMap(StoredEntry::content)
                .map(content -> new StreamReader(chunks, nodes, content))
                .orElseThrow(() -> Failures.notFound("The tree has no file with content under this path.", path.toString()));
    }

    @Override
    public long count() {
        return root.count();
    }

    @Override
    public long bytes() {
        return root.bytes();
    }

    @Override
    public void close() {
        closed = true;
    }
}
