package org.redoubt.vault.tree;

import java.util.Optional;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.manifest.NodeType;
import org.redoubt.vault.manifest.NodeWalk;
import org.redoubt.vault.store.ChunkTally;
import org.redoubt.vault.stream.Content;
import org.redoubt.vault.stream.ContentTally;
import org.redoubt.vault.work.Workers;

/**
 * Counts the chunks of trees.
 *
 * @param nodes where entries are
 * @param chunks told each chunk
 */
public record TreeTally(NodeSource nodes, ChunkTally chunks) {

    /** Counts the chunks of a tree, its files included. */
    public void add(TreeRoot root) throws VaultException {
        ContentTally contents = new ContentTally(nodes, chunks);
        NodeWalk walk = new NodeWalk(nodes, NodeType.ENTRIES, root.root());
        while (!walk.ended()) {
            Workers.checkInterrupt();
            if (walk.node().isEmpty()) {
                Optional<Content> content = EntryCursor.decode(walk.take()).content();
                if (content.isPresent()) {
                    contents.add(content.get());
                }
            } else if (chunks.description(walk.node().get().id())) {
                walk.open();
            } else {
                walk.pass();
            }
        }
    }
}
