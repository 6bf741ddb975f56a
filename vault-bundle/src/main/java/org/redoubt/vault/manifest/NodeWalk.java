package org.redoubt.vault.manifest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;

/**
 * Goes through a tree of nodes from its beginning to its end, where whoever goes decides about each node whether it is opened or passed
 * over. It stands before a node, before an item of a leaf, or at the end. For one thread.
 */
public final class NodeWalk {
    private final NodeSource source;
    private final NodeType type;
    private final Deque<Frame> frames = new ArrayDeque<>();

    private static final class Frame {
        private final Node node;
        private final int size;
        private int at;

        Frame(Node node) {
            this.node = node;
            this.size = node.leaf() ? node.items().size() : node.children().size();
        }
    }

    /**
     * @param source where nodes are
     * @param type what the leaves hold
     * @param root the top of the tree; empty for a tree without items
     */
    public NodeWalk(NodeSource source, NodeType type, Optional<Root> root) {
        this.source = source;
        this.type = type;
        root.ifPresent(top -> frames.push(new Frame(new Node(top.levels(), List.of(), List.of(top.child())))));
    }

    private Optional<Frame> frame() {
        while (!frames.isEmpty() && frames.peek().at == frames.peek().size) {
            frames.pop();
        }
        return Optional.ofNullable(frames.peek());
    }

    /** Whether nothing is left. */
    public boolean ended() {
        return frame().isEmpty();
    }

    /** The node that it stands before, if it does. */
    public Optional<Child> node() {
        return frame().filter(frame -> !frame.node.leaf()).map(frame -> frame.node.children().get(frame.at));
    }

    /** The level of the node that it stands before: 0 for a leaf. */
    public int level() {
        return frame().orElseThrow().node.level() - 1;
    }

    /** Goes behind the node that it stands before. */
    public void pass() {
        frame().orElseThrow().at++;
    }

    /** Goes into the node that it stands before. */
    public void open() throws VaultException {
        Frame frame = frame().orElseThrow();
        Child child = frame.node.children().get(frame.at);
        Node node = source.node(child.id(), type, frame.node.level() - 1);
        frame.at++;
        frames.push(new Frame(node));
    }

    /** The item that it stands before, if it does. */
    public Optional<byte[]> item() {
        return frame().filter(frame -> frame.node.leaf()).map(frame -> frame.node.items().get(frame.at));
    }

    /** Takes the item that it stands before. */
    public byte[] take() {
        Frame frame = frame().orElseThrow();
        return frame.node.items().get(frame.at++);
    }

    /** Whether both stand before the same node, so that all below is the same. */
    public boolean meets(NodeWalk other) {
        Optional<ChunkId> mine = node().map(Child::id);
        return mine.isPresent() && mine.equals(other.node().map(Child::id)) && level() == other.level();
    }
}
