package org.redoubt.shell.socket;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.shell.console.Visitor;

/** Who is connected now. */
final class Guests {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final Set<Visitor> present = new HashSet<>();
    private boolean leaving;

    /** Lets the visitor in, unless the runtime is about to leave. */
    boolean enter(Visitor visitor) {
        lock.lock();
        try {
            return !leaving && present.add(visitor);
        } finally {
            lock.unlock();
        }
    }

    void leave(Visitor visitor) {
        lock.lock();
        try {
            present.remove(visitor);
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody in any more and waits until all have left. */
    void awaitNobody() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            leaving = true;
            while (!present.isEmpty()) {
                left.await();
            }
        } finally {
            lock.unlock();
        }
    }

    void interruptAll() {
        Set<Visitor> now;
        lock.lock();
        try {
            now = Set.copyOf(present);
        } finally {
            lock.unlock();
        }
        now.forEach(visitor -> visitor.interrupts().raise());
    }
}
