package org.redoubt.engine.lattice;

/** Keeps mains back while a prepare hook or an undo step is waiting for its thread. Thread-safe. */
final class Gate {
    private volatile boolean closed;
    private volatile boolean heldBack;

    void close() {
        closed = true;
    }

    /** Opens it; true if somebody was held back and must be called. */
    boolean open() {
        closed = false;
        if (heldBack) {
            heldBack = false;
            return true;
        }
        return false;
    }

    /** Who is told no is called when it opens: the second look cannot miss an opening that missed the mark. */
    boolean isOpen() {
        if (!closed) {
            return true;
        }
        if (!heldBack) {
            heldBack = true;
        }
        return !closed;
    }
}
