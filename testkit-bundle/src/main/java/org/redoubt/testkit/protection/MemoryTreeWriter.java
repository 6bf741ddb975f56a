package org.redoubt.testkit.protection;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.testkit.protection.MemoryTree.Node;

/** Writes a tree, strictly as the contract says. */
final class MemoryTreeWriter implements TreeWriter {
    private final NavigableMap<TreePath, Node> nodes = new TreeMap<>();
    private final Optional<MemoryTree> previous;
    private final Function<MemoryTree, DataId> keep;
    private long bytes;
    private boolean ended;

    MemoryTreeWriter(Optional<MemoryTree> previous, Function<MemoryTree, DataId> keep) {
        this.previous = previous;
        this.keep = keep;
    }

    @Override
    public void add(TreeEntry entry) throws VaultException {
        if (entry.type() == EntryType.FILE && entry.sameFileAs().isEmpty()) {
            throw MemoryStreamWriter.invalid("The file " + entry.path() + " has content: it is written or reused.");
        }
        put(entry, Optional.empty());
    }

    @Override
    public DataWriter file(TreeEntry entry) throws VaultException {
        refuseTwice(entry.path());
        Optional<MemoryStream> before = previous.flatMap(tree -> tree.node(entry.path())).flatMap(Node::content);
        return new MemoryStreamWriter(DataHints.none(), before, content -> {
            nodes.put(entry.path(), new Node(entry.toBuilder().size(content.size()).build(), Optional.of(content)));
            return DataId.of("file:" + entry.path());
        });
    }

    @Override
    public boolean reuse(TreeEntry entry) throws VaultException {
        Optional<MemoryStream> content = previous.flatMap(tree -> tree.node(entry.path())).flatMap(Node::content);
        if (content.isPresent()) {
            put(entry.toBuilder().size(content.get().size()).build(), content);
        }
        return content.isPresent();
    }

    private void put(TreeEntry entry, Optional<MemoryStream> content) throws VaultException {
        refuseTwice(entry.path());
        nodes.put(entry.path(), new Node(entry, content));
    }

    private void refuseTwice(TreePath path) throws VaultException {
        if (ended) {
            throw MemoryStreamWriter.invalid("The tree is ended.");
        }
        if (nodes.containsKey(path)) {
            throw MemoryStreamWriter.invalid("The path " + path + " was given twice.");
        }
    }

    @Override
    public Optional<TreeEntry> previous(TreePath path) {
        return previous.flatMap(tree -> tree.node(path)).map(Node::entry);
    }

    @Override
    public DataId commit() throws VaultException {
        if (ended) {
            throw MemoryStreamWriter.invalid("The tree is ended.");
        }
        ended = true;
        MemoryTree tree = new MemoryTree(nodes);
        bytes = tree.bytes();
        return keep.apply(tree);
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        ended = true;
    }
}
