package org.redoubt.engine.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A service leaves. First no one gets it any more; then its leases have a bounded time to end; then the holders of those
 * that are left may use it a last time, each on a thread of its own; then it is gone, whoever holds it still.
 */
final class Departure {
    private final Stock<?> stock;
    private final Leases leases;

    private Departure(Stock<?> stock, Leases leases) {
        this.stock = stock;
        this.leases = leases;
    }

    static Departure of(Stock<?> stock, Leases leases) {
        return new Departure(stock, leases);
    }

    void run() {
        locked(stock::depart);
        leases.change();
        try {
            leases.awaitIdle(stock, leases.times().departure());
            if (!leases.shuttingDown()) {
                abandon();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<ServiceSource<?>> pinned = new ArrayList<>();
        locked(() -> {
            stock.leave();
            if (stock.unpin()) {
                pinned.add(stock.source());
            }
        });
        pinned.forEach(ServiceSource::unget);
    }

    private void abandon() throws InterruptedException {
        List<Runnable> actions = new ArrayList<>();
        locked(() -> stock.open().forEach(lease -> actions.add(lease.abandon())));
        CountDownLatch ended = new CountDownLatch(actions.size());
        for (Runnable action : actions) {
            Thread.ofPlatform().daemon().name("redoubt-abandoned-" + stock.offer().bundleName()).start(() -> {
                try {
                    action.run();
                } finally {
                    ended.countDown();
                }
            });
        }
        long end = System.nanoTime() + leases.times().abandonment().toNanos();
        ended.await(leases.times().abandonment().toNanos(), TimeUnit.NANOSECONDS);
        // Whoever stops in time still has the service for all that it has to take back.
        leases.awaitIdle(stock, Duration.ofNanos(end - System.nanoTime()));
    }

    private void locked(Runnable body) {
        ReentrantLock lock = leases.lock();
        lock.lock();
        try {
            body.run();
        } finally {
            lock.unlock();
        }
    }
}
