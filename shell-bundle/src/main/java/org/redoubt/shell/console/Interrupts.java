package org.redoubt.shell.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ctrl-C of one caller. A command that knows how to stop says so with {@link #handle}; any other one gets a plain
 * interrupt of its thread. Safe for use by several threads.
 */
public final class Interrupts {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> handlers = new ArrayDeque<>();
    private Thread worker;
    private boolean raised;

    /** Does {@code work} for this caller on the current thread. */
    public void during(Runnable work) {
        arrive(Thread.currentThread());
        try {
            work.run();
        } finally {
            arrive(null);
            // An interrupt that came too late is meant for nobody.
            Thread.interrupted();
        }
    }

    private void arrive(Thread thread) {
        lock.lock();
        try {
            worker = thread;
            raised = false;
        } finally {
            lock.unlock();
        }
    }

    /** Lets {@code stop} be called instead of the plain interrupt; at once when the interrupt has come already. */
    public Scope handle(Runnable stop) {
        lock.lock();
        try {
            handlers.push(stop);
            if (raised) {
                stop.run();
            }
        } finally {
            lock.unlock();
        }
        return () -> remove(stop);
    }

    /** Stops what runs; does nothing when nothing runs. */
    public void raise() {
        lock.lock();
        try {
            raised = true;
            if (!handlers.isEmpty()) {
                handlers.peek().run();
            } else if (worker != null) {
                worker.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private void remove(Runnable stop) {
        lock.lock();
        try {
            handlers.removeFirstOccurrence(stop);
        } finally {
            lock.unlock();
        }
    }

    /** Ends what was begun; closing twice is harmless. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
