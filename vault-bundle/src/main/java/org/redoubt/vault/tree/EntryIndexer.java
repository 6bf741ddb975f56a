package org.redoubt.vault.tree;

import java.util.zip.CRC32C;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.manifest.NodeBuilder;
import org.redoubt.vault.manifest.NodeSink;
import org.redoubt.vault.manifest.NodeType;

/** Builds the nodes of a tree from its entries in order. Not thread-safe. */
final class EntryIndexer {
    private static final int LONGEST = 512 << 10;

    private final NodeBuilder nodes;
    private long count;
    private long bytes;

    EntryIndexer(NodeSink sink) {
        this.nodes = new NodeBuilder(sink, NodeType.ENTRIES);
    }

    static byte[] encode(StoredEntry entry) throws VaultException {
        byte[] item = entry.encode();
        if (item.length > LONGEST) {
            throw Failures.invalid("The attributes of \"" + entry.entry().path() + "\" have " + item.length
                    + " bytes together, more than the " + LONGEST + " that an entry can have.");
        }
        return item;
    }

    void add(TreePath path, byte[] item, long dataBytes) throws VaultException {
        byte[] key = path.bytes();
        CRC32C hash = new CRC32C();
        hash.update(key);
        nodes.add(item, (int) hash.getValue(), key, dataBytes);
        count++;
        bytes += dataBytes;
    }

    TreeRoot finish() throws VaultException {
        return new TreeRoot(count, bytes, nodes.finish());
    }
}
