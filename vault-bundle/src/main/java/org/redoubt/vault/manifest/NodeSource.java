package org.redoubt.vault.manifest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.wire.FormatException;

/** Reads nodes and keeps the last ones, so that looking up entries one after the other reads each node once. Thread-safe. */
public final class NodeSource {
    private static final int KEPT = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ChunkId, Node> nodes = new LinkedHashMap<>(64, 0.75f, true);
    private final ChunkSource chunks;
    private final Consumer<ChunkId> good;

    /**
     * @param chunks where nodes are
     */
    public NodeSource(ChunkSource chunks) {
        this(chunks, id -> { });
    }

    /**
     * @param chunks where nodes are
     * @param good told each node that was read and is good
     */
    public NodeSource(ChunkSource chunks, Consumer<ChunkId> good) {
        this.chunks = chunks;
        this.good = good;
    }

    /** A node of a type at a level. */
    Node node(ChunkId id, NodeType type, int level) throws VaultException {
        Node node = known(id);
        if (node == null) {
            node = read(id, type);
            good.accept(id);
            keep(id, node);
        }
        if (node.level() != level) {
            throw Failures.damaged(id.toString(), "the node stands at another level than it should");
        }
        return node;
    }

    private Node read(ChunkId id, NodeType type) throws VaultException {
        try {
            return Node.decode(type, chunks.read(id));
        } catch (FormatException e) {
            throw Failures.damaged(id.toString(), e.getMessage());
        }
    }

    private Node known(ChunkId id) {
        lock.lock();
        try {
            return nodes.get(id);
        } finally {
            lock.unlock();
        }
    }

    private void keep(ChunkId id, Node node) {
        lock.lock();
        try {
            nodes.put(id, node);
            if (nodes.size() > KEPT) {
                nodes.remove(nodes.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }
}
