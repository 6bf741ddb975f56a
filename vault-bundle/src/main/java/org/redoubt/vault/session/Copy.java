package org.redoubt.vault.session;

import java.util.function.LongConsumer;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.store.ChunkSink;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.stream.Content;
import org.redoubt.vault.stream.ContentCopy;
import org.redoubt.vault.stream.StreamRoot;
import org.redoubt.vault.tree.TreeRoot;
import org.redoubt.vault.tree.TreeWalk;

/** Copies to a vault that names chunks as this one does: chunk by chunk, and only those that it does not have. */
final class Copy {
    private final NodeSource nodes;
    private final ChunkSink target;
    private final ContentCopy contents;

    Copy(ChunkSource chunks, NodeSource nodes, ChunkSink target, LongConsumer progress) {
        this.nodes = nodes;
        this.target = target;
        this.contents = new ContentCopy(chunks, nodes, target, progress);
    }

    DataId run(Session session, DataId id) throws VaultException {
        if (DataIds.TREE.names(id)) {
            TreeRoot root = new TreeWalk(nodes, session.tree(id)).copy(contents, target::metadata);
            contents.finish();
            return DataIds.TREE.of(target.metadata(root.encode()));
        }
        Content content = contents.copy(session.content(id));
        contents.finish();
        return DataIds.STREAM.of(target.metadata(StreamRoot.encode(content)));
    }
}
