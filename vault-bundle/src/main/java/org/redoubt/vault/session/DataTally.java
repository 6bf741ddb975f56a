package org.redoubt.vault.session;

import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.Footprint;
import org.redoubt.api.vault.Tally;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.store.ChunkTally;
import org.redoubt.vault.stream.Content;
import org.redoubt.vault.stream.ContentTally;
import org.redoubt.vault.tree.TreeRoot;
import org.redoubt.vault.tree.TreeTally;

/**
 * Counts the chunks of streams and trees.
 *
 * @param session where they are
 * @param nodes where their descriptions are
 * @param chunks what was counted
 */
record DataTally(Session session, NodeSource nodes, ChunkTally chunks) implements Tally {

    @Override
    public long add(int owner, DataId id) throws VaultException {
        chunks.owner(owner);
        DataIds kind = DataIds.of(id);
        boolean fresh = chunks.description(kind.root(id));
        return switch (kind) {
            case TREE -> tree(session.tree(id), fresh);
            case STREAM -> stream(session.content(id), fresh);
        };
    }

    private long tree(TreeRoot root, boolean fresh) throws VaultException {
        if (fresh) {
            new TreeTally(nodes, chunks).add(root);
        }
        return root.bytes();
    }

    private long stream(Content content, boolean fresh) throws VaultException {
        if (fresh) {
            new ContentTally(nodes, chunks).add(content);
        }
        return content.dataBytes();
    }

    @Override
    public Footprint total() {
        return chunks.total();
    }

    @Override
    public Footprint added(int owner) {
        return chunks.added(owner);
    }

    @Override
    public Footprint only(int owner) {
        return chunks.only(owner);
    }

    @Override
    public long missing() {
        return chunks.missing();
    }
}
