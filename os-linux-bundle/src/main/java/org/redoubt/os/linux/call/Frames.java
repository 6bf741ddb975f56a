package org.redoubt.os.linux.call;

import java.util.concurrent.ConcurrentLinkedDeque;

/** The frames that are not in use; as many as there ever were calls at a time. Thread-safe. */
public final class Frames {

    private final ConcurrentLinkedDeque<Frame> idle = new ConcurrentLinkedDeque<>();

    /** A frame whose names are relative to the working directory of the process. */
    public Frame take() {
        Frame frame = idle.pollFirst();
        return frame != null ? frame : new Frame(this);
    }

    void giveBack(Frame frame) {
        idle.addFirst(frame);
    }
}
