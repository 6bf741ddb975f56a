package org.redoubt.engine.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * All pools of services that operations use, so that a bundle is drained in all of them at once. Thread-safe. Its lock is
 * never held while code of another bundle runs.
 */
@Component(service = Leases.class)
public final class Leases {
    private static final Duration LONGEST = Duration.ofDays(365);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<LeasePool<?>> pools = new ArrayList<>();
    private final Set<Long> draining = new HashSet<>();
    private final List<Drain> drains = new ArrayList<>();
    private final Shutdown shutdown;
    private final LeaseTimes times;
    private long generation;

    private record Drain(long bundleId, CompletableFuture<Boolean> done) {
    }

    /** With the usual times. */
    @Activate
    public Leases(@Reference Shutdown shutdown) {
        this(shutdown, LeaseTimes.DEFAULT);
    }

    /** With other times. */
    public Leases(Shutdown shutdown, LeaseTimes times) {
        this.shutdown = shutdown;
        this.times = times;
        shutdown.before(this::change);
    }

    /** A new pool. */
    public <S> LeasePool<S> pool() {
        LeasePool<S> pool = new LeasePool<>(this);
        lock.lock();
        try {
            pools.add(pool);
        } finally {
            lock.unlock();
        }
        return pool;
    }

    /** Forgets a pool that has been emptied. */
    public void forget(LeasePool<?> pool) {
        lock.lock();
        try {
            pools.remove(pool);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes all services of a bundle out of use, until {@link #undrain} or until the last of them is gone.
     *
     * @return completes with true when none of them is leased any more, with false when the grace is over
     */
    public CompletionStage<Boolean> drain(long bundleId, Duration grace) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        lock.lock();
        try {
            draining.add(bundleId);
            drains.add(new Drain(bundleId, done));
        } finally {
            lock.unlock();
        }
        change();
        Duration limit = grace.compareTo(LONGEST) > 0 ? LONGEST : grace;
        return done.completeOnTimeout(false, limit.toNanos(), TimeUnit.NANOSECONDS).whenComplete((idle, error) -> change());
    }

    /** Takes the services of a bundle into use again. */
    public void undrain(long bundleId) {
        lock.lock();
        try {
            draining.remove(bundleId);
        } finally {
            lock.unlock();
        }
        change();
    }

    /**
     * A number that grows with every change of what there is, for {@link #awaitChange}. That a lease ends is none: whoever leases
     * something to look at it would have to look again.
     */
    public long generation() {
        lock.lock();
        try {
            return generation;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a change.
     *
     * @param seen the generation that is known
     * @param nanos how long to wait
     * @return how much of that is left, zero or less if it is over
     * @throws InterruptedException if the thread is interrupted
     */
    public long awaitChange(long seen, long nanos) throws InterruptedException {
        long left = nanos;
        lock.lock();
        try {
            while (generation == seen && left > 0 && !shutdown.begun()) {
                left = changed.awaitNanos(left);
            }
            return shutdown.begun() ? 0 : left;
        } finally {
            lock.unlock();
        }
    }

    /** Waits, no longer than a limit, until no lease on a service is open. */
    void awaitIdle(Stock<?> stock, Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!stock.open().isEmpty() && left > 0 && !shutdown.begun()) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    ReentrantLock lock() {
        return lock;
    }

    LeaseTimes times() {
        return times;
    }

    boolean shuttingDown() {
        return shutdown.begun();
    }

    boolean isDraining(long bundleId) {
        return draining.contains(bundleId);
    }

    /** Tells everybody that something has changed. */
    public void change() {
        lock.lock();
        try {
            generation++;
        } finally {
            lock.unlock();
        }
        settle();
    }

    /** Lets go on who waited for the end of leases; drains that are done by it are completed without holding the lock. */
    void settle() {
        List<Drain> done = new ArrayList<>();
        lock.lock();
        try {
            changed.signalAll();
            draining.removeIf(bundle -> pools.stream().noneMatch(pool -> pool.offers(bundle)) && !isAwaited(bundle));
            drains.removeIf(drain -> drain.done().isDone());
            drains.stream().filter(drain -> isIdle(drain.bundleId())).forEach(done::add);
            drains.removeAll(done);
        } finally {
            lock.unlock();
        }
        done.forEach(drain -> drain.done().complete(true));
    }

    private boolean isAwaited(long bundleId) {
        return drains.stream().anyMatch(drain -> drain.bundleId() == bundleId);
    }

    private boolean isIdle(long bundleId) {
        return pools.stream().noneMatch(pool -> pool.isLeased(bundleId));
    }
}
