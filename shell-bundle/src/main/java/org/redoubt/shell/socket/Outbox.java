package org.redoubt.shell.socket;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.redoubt.shell.wire.Frame;
import org.redoubt.shell.wire.FrameKind;
import org.redoubt.shell.wire.Wire;

/**
 * Sends frames in order from a thread of its own: the threads of commands may be interrupted, and an interrupt inside
 * a write would close the connection.
 */
final class Outbox implements Consumer<Frame> {
    private static final int MOST_WAITING = 128;

    private final BlockingQueue<Frame> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Wire wire;
    private final Thread sender;
    private volatile boolean broken;

    Outbox(Wire wire) {
        this.wire = wire;
        // Not a virtual thread: their poller waits in native code, for which a process that exits waits 0.3 s.
        this.sender = Thread.ofPlatform().daemon().name("redoubt-outbox").start(this::send);
    }

    /** Queues a frame, waiting while the client is slow. Frames for a client that has gone are dropped. */
    @Override
    public void accept(Frame frame) {
        boolean interrupted = false;
        while (!broken) {
            try {
                waiting.put(frame);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends the exit status as the last frame and waits until it has left. */
    void finish(int status) throws InterruptedException {
        accept(Frame.of(FrameKind.EXIT, status));
        accept(Frame.of(FrameKind.REQUEST));
        sender.join();
    }

    private void send() {
        try {
            // A request never goes to a client: here it marks the end.
            for (Frame frame = waiting.take(); frame.kind() != FrameKind.REQUEST; frame = waiting.take()) {
                wire.send(frame);
            }
        } catch (IOException | InterruptedException e) {
            broken = true;
            waiting.clear();
        }
    }
}
