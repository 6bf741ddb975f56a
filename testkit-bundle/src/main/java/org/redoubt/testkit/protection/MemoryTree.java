package org.redoubt.testkit.protection;

import java.util.Iterator;
import java.util.NavigableMap;
import java.util.Optional;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.VaultException;

/**
 * The content of a tree.
 *
 * @param nodes its entries by path
 */
record MemoryTree(NavigableMap<TreePath, Node> nodes) {
    /**
     * One entry.
     *
     * @param entry what is known of it
     * @param content what is in it, for a file that has any
     */
    record Node(TreeEntry entry, Optional<MemoryStream> content) {
    }

    Optional<Node> node(TreePath path) {
        return Optional.ofNullable(nodes.get(path));
    }

    /** How many bytes its files have, holes not counted. */
    long bytes() {
        return nodes.values().stream().flatMap(node -> node.content().stream()).mapToLong(MemoryStream::bytes).sum();
    }

    TreeReader reader() {
        return new TreeReader() {
            @Override
            public Cursor entries() {
                return entries(TreePath.ROOT);
            }

            @Override
            public Cursor entries(TreePath from) {
                return cursor(nodes.tailMap(from, true));
            }

            @Override
            public Optional<TreeEntry> entry(TreePath path) {
                return node(path).map(Node::entry);
            }

            @Override
            public DataReader open(TreePath path) throws VaultException {
                return node(path).flatMap(Node::content).map(MemoryStream::reader).orElseThrow(() -> new VaultException(
                        Problem.of(ProblemKind.NOT_FOUND, "The tree has no content at " + path + ".")));
            }

            @Override
            public long count() {
                return nodes.size();
            }

            @Override
            public long bytes() {
                return MemoryTree.this.bytes();
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    private static TreeReader.Cursor cursor(NavigableMap<TreePath, Node> nodes) {
        return new TreeReader.Cursor() {
            private final Iterator<Node> going = nodes.values().iterator();
            private Optional<TreePath> last = Optional.empty();
            private Optional<TreePath> passed = Optional.empty();

            @Override
            public Optional<TreeEntry> next() {
                while (going.hasNext()) {
                    TreeEntry entry = going.next().entry();
                    if (passed.filter(entry.path()::startsWith).isEmpty()) {
                        last = Optional.of(entry.path());
                        return Optional.of(entry);
                    }
                }
                return Optional.empty();
            }

            @Override
            public void skip() {
                passed = last;
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }
}
