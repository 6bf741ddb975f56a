package org.redoubt.benchmarks.lattice;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.redoubt.api.protection.Hook;

/**
 * What one would write by hand for hooks that only wait: a virtual thread for each hook, started when the last hook before it
 * has ended, and a semaphore for the number in flight. The order is that of the hook lattice; there is nothing else.
 */
final class BareThreads {
    private final Shape shape;
    private final int[][] childrenOf;
    private final int[][] parentsOf;
    private final boolean[] task = new boolean[4];
    private final long millis;
    private final Semaphore inFlight;
    private final AtomicIntegerArray left;
    private final CountDownLatch running;

    BareThreads(Shape shape, Set<Hook> hooks, int inFlight, long millis) {
        this.shape = shape;
        this.millis = millis;
        this.inFlight = new Semaphore(inFlight);
        this.running = new CountDownLatch(4 * shape.resources());
        hooks.forEach(hook -> task[hook.ordinal()] = true);
        childrenOf = shape.adjacency(shape.parents(), shape.children());
        parentsOf = shape.adjacency(shape.children(), shape.parents());
        left = new AtomicIntegerArray(4 * shape.resources());
        for (int r = 0; r < shape.resources(); r++) {
            left.setPlain(4 * r, parentsOf[r].length);
            left.setPlain(4 * r + 1, childrenOf[r].length + 1);
            left.setPlain(4 * r + 2, 1);
            left.setPlain(4 * r + 3, childrenOf[r].length + 1);
        }
    }

    /** Runs every hook; works once. */
    void run() throws InterruptedException {
        for (int r = 0; r < shape.resources(); r++) {
            if (parentsOf[r].length == 0) {
                reach(4 * r);
            }
        }
        running.await();
    }

    private void reach(int id) {
        if (task[id & 3]) {
            Thread.startVirtualThread(() -> {
                hook();
                end(id);
            });
        } else {
            end(id);
        }
    }

    private void hook() {
        try {
            inFlight.acquire();
            Thread.sleep(millis);
            inFlight.release();
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void end(int id) {
        int r = id >> 2;
        int kind = id & 3;
        if (kind != 3) {
            arrive(id + 1);
        }
        if (kind == 0) {
            for (int child : childrenOf[r]) {
                arrive(4 * child);
            }
        } else if (kind != 2) {
            for (int parent : parentsOf[r]) {
                arrive(4 * parent + kind);
            }
        }
        running.countDown();
    }

    private void arrive(int id) {
        if (left.decrementAndGet(id) == 0) {
            reach(id);
        }
    }
}
