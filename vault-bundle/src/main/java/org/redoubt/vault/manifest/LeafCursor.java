package org.redoubt.vault.manifest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.vault.VaultException;

/** Goes through the leaves of a tree of nodes, from the first or from one that is sought. For one thread. */
public final class LeafCursor {
    private final NodeSource source;
    private final NodeType type;
    private final Aim aim;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private Child current;
    private long currentOffset;

    /** Says which nodes lie wholly before what is sought. */
    public interface Aim {
        /**
         * Whether to leave a node out.
         *
         * @param child the node
         * @param offset where it begins in the stream
         * @param next the node behind it, if they have one parent
         */
        boolean skips(Child child, long offset, Optional<Child> next);
    }

    /**
     * A leaf.
     *
     * @param offset where it begins in the stream
     * @param items its items
     */
    public record Leaf(long offset, List<byte[]> items) {
    }

    private static final class Frame {
        private final List<Child> children;
        private final int level;
        private int at;
        private long offset;

        Frame(List<Child> children, int level, long offset) {
            this.children = children;
            this.level = level;
            this.offset = offset;
        }
    }

    /**
     * @param source where nodes are
     * @param type what the leaves hold
     * @param root the top of the tree
     * @param aim what to leave out
     */
    public LeafCursor(NodeSource source, NodeType type, Root root, Aim aim) {
        this.source = source;
        this.type = type;
        this.aim = aim;
        frames.push(new Frame(List.of(root.child()), root.levels() - 1, 0));
    }

    /**
     * The next leaf.
     *
     * @return the leaf, or empty at the end
     * @throws VaultException if a node cannot be read; the next call goes on behind it
     */
    public Optional<Leaf> next() throws VaultException {
        while (!frames.isEmpty()) {
            Frame frame = frames.peek();
            if (frame.at == frame.children.size()) {
                frames.pop();
                continue;
            }
            long offset = frame.offset;
            Child child = frame.children.get(frame.at++);
            Optional<Child> next = frame.at == frame.children.size() ? Optional.empty() : Optional.of(frame.children.get(frame.at));
            frame.offset += child.bytes();
            if (!aim.skips(child, offset, next)) {
                current = child;
                currentOffset = offset;
                Node node = source.node(child.id(), type, frame.level);
                if (node.leaf()) {
                    return Optional.of(new Leaf(offset, node.items()));
                }
                frames.push(new Frame(node.children(), frame.level - 1, offset));
            }
        }
        return Optional.empty();
    }

    /** The node that was read last, or could not be read. */
    public Child current() {
        return current;
    }

    /** Where that node begins in the stream. */
    public long currentOffset() {
        return currentOffset;
    }
}
