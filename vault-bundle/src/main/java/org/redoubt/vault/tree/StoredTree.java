package org.redoubt.vault.tree;

import java.util.Optional;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.stream.StreamReader;
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
        return entries(TreePath.ROOT);
    }

    @Override
    public Cursor entries(TreePath from) throws VaultException {
        check();
        return new Going(new EntryAhead(new EntryCursor(nodes, root, from), chunks));
    }

    private final class Going implements Cursor {
        private final EntryAhead ahead;
        private Optional<TreePath> last = Optional.empty();

        Going(EntryAhead ahead) {
            this.ahead = ahead;
        }

        @Override
        public Optional<TreeEntry> next() throws VaultException {
            check();
            Optional<StoredEntry> next = ahead.next();
            given = next.map(entry -> new Given(entry, ahead));
            last = next.map(entry -> entry.entry().path());
            return next.map(StoredEntry::entry);
        }

        @Override
        public void skip() {
            last.ifPresent(ahead::pass);
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }

    @Override
    public Optional<TreeEntry> entry(TreePath path) throws VaultException {
        return stored(path).map(StoredEntry::entry);
    }

    /** Finds entries one after the other. */
    EntryFinder finder() {
        return new EntryFinder(nodes, root);
    }

    private Optional<StoredEntry> stored(TreePath path) throws VaultException {
        check();
        return new EntryCursor(nodes, root, path).next().filter(entry -> entry.entry().path().equals(path));
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
