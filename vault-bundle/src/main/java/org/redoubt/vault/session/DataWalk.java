package org.redoubt.vault.session;

import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.stream.ContentWalk;
import org.redoubt.vault.stream.StreamRoot;
import org.redoubt.vault.tree.TreeRoot;
import org.redoubt.vault.tree.TreeWalk;
import org.redoubt.vault.wire.FormatException;

/** Goes through the chunks of streams and trees, without their data. */
public final class DataWalk {
    private final ChunkSource chunks;
    private final NodeSource nodes;

    /** @param chunks where descriptions are */
    public DataWalk(ChunkSource chunks) {
        this.chunks = chunks;
        this.nodes = new NodeSource(chunks);
    }

    /**
     * Names all chunks of a stream or tree.
     *
     * @throws VaultException of kind {@code DAMAGED} if its root is no description, besides what it throws that takes the names
     */
    public void walk(DataId id, ContentWalk.Seen seen) throws VaultException {
        DataIds kind = DataIds.of(id);
        ChunkId root = kind.root(id);
        if (!seen.enter(root)) {
            return;
        }
        ContentWalk contents = new ContentWalk(nodes, seen);
        try {
            byte[] description = chunks.read(root);
            switch (kind) {
                case TREE -> new TreeWalk(nodes, TreeRoot.decode(description)).walk(contents);
                case STREAM -> contents.walk(StreamRoot.decode(description));
            }
        } catch (FormatException e) {
            throw Failures.damaged("chunk " + root, e.getMessage());
        }
    }
}
