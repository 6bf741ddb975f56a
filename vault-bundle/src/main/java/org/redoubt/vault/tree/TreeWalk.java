package org.redoubt.vault.tree;

import java.util.Optional;
import java.util.function.Consumer;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.Damage;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.manifest.Child;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.stream.ContentCheck;
import org.redoubt.vault.stream.ContentWalk;

/** What is done with all entries of a tree at once. */
public final class TreeWalk {
    private final NodeSource nodes;
    private final TreeRoot root;

    /**
     * @param nodes where entries are
     * @param root the tree
     */
    public TreeWalk(NodeSource nodes, TreeRoot root) {
        this.nodes = nodes;
        this.root = root;
    }

    /** Checks every node and every content, and tells what is damaged. */
    public void check(ContentCheck contents, Consumer<Damage> damage) throws VaultException {
        EntryCursor cursor = new EntryCursor(nodes, root, TreePath.ROOT);
        boolean more = true;
        while (more) {
            try {
                Optional<StoredEntry> entry = cursor.next();
                more = entry.isPresent();
                if (more && entry.get().content().isPresent()) {
                    contents.check(entry.get().entry().path().toString(), entry.get().content().get());
                }
            } catch (VaultException e) {
                damage.accept(lost(e, cursor));
            }
        }
    }

    private static Damage lost(VaultException e, EntryCursor cursor) throws VaultException {
        if (e.kind() != ProblemKind.DAMAGED || cursor.broken().isEmpty()) {
            throw e;
        }
        Child node = cursor.broken().get();
        String first = StoredTree.path(node.key()).toString();
        return new Damage(first, 0, node.bytes(), e.problem().subject().orElse(""), e.problem().message()
                + " This entry and those behind it are lost, " + node.items() + " in all.");
    }

    /** Names all chunks below the root. */
    public void walk(ContentWalk contents) throws VaultException {
        ContentWalk.Seen seen = contents.seen();
        EntryCursor cursor = new EntryCursor(nodes, root, (child, offset, next) -> !seen.enter(child.id()));
        boolean more = true;
        while (more) {
            try {
                Optional<StoredEntry> entry = cursor.next();
                more = entry.isPresent();
                if (more && entry.get().content().isPresent()) {
                    contents.walk(entry.get().content().get());
                }
            } catch (VaultException e) {
                if (seen.strict() || e.kind() != ProblemKind.DAMAGED) {
                    throw e;
                }
            }
        }
    }
}
