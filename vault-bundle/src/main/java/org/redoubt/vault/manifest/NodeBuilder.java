package org.redoubt.vault.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.wire.Encoder;

/**
 * Builds a tree of nodes from items in order, with memory for one node of each level. Where a node ends depends only on the
 * items near its end, so a later version of the same data shares all nodes but those near a change. Not thread-safe.
 */
public final class NodeBuilder {
    private static final int MIN = 2 << 10;
    private static final int AVERAGE = 8 << 10;
    private static final int MAX = 64 << 10;

    private final List<Level> levels = new ArrayList<>(List.of(new Level()));
    private final NodeSink sink;
    private final NodeType type;

    /**
     * @param sink where nodes are stored
     * @param type what the leaves hold
     */
    public NodeBuilder(NodeSink sink, NodeType type) {
        this.sink = sink;
        this.type = type;
    }

    private static final class Level {
        private final Encoder items = new Encoder(AVERAGE);
        private int count;
        private long leafItems;
        private long bytes;
        private byte[] key;
        private Child last;
    }

    /**
     * Adds an item.
     *
     * @param item its bytes
     * @param hash decides whether a node may end behind it: the same for the same item
     * @param key its key, or empty
     * @param bytes how many bytes of a stream it stands for
     */
    public void add(byte[] item, int hash, byte[] key, long bytes) throws VaultException {
        add(0, new Encoder(item.length + 4).blob(item).toBytes(), hash, 1, bytes, key);
    }

    private void add(int at, byte[] encoded, int hash, long items, long bytes, byte[] key) throws VaultException {
        Level level = levels.get(at);
        if (level.count > 0 && level.items.size() + encoded.length > MAX) {
            close(at);
        }
        if (level.count == 0) {
            level.key = key;
        }
        level.items.raw(encoded);
        level.count++;
        level.leafItems += items;
        level.bytes += bytes;
        // The chance grows with the length of the item, so nodes have the same length whatever they hold.
        boolean cut = Integer.toUnsignedLong(hash) * AVERAGE < (long) encoded.length << 32;
        if (cut && level.items.size() >= MIN && level.count > 1) {
            close(at);
        }
    }

    private void close(int at) throws VaultException {
        Level level = levels.get(at);
        ChunkId id = sink.metadata(Node.encode(type, at, level.count, level.items));
        Child child = new Child(id, level.leafItems, level.bytes, level.key);
        level.items.clear();
        level.count = 0;
        level.leafItems = 0;
        level.bytes = 0;
        if (at + 1 == levels.size()) {
            levels.add(new Level());
        }
        levels.get(at + 1).last = child;
        Encoder out = new Encoder(64);
        child.write(out);
        add(at + 1, out.toBytes(), (int) id.d(), child.items(), child.bytes(), child.key());
    }

    /** Ends the tree. Its top, or empty if nothing was added. */
    public Optional<Root> finish() throws VaultException {
        for (int at = 0; at < levels.size(); at++) {
            Level level = levels.get(at);
            boolean top = at + 1 == levels.size();
            if (top && at > 0 && level.count == 1) {
                return Optional.of(new Root(at, level.last));
            }
            if (level.count > 0) {
                close(at);
            }
        }
        return Optional.empty();
    }
}
