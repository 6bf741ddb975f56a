package org.redoubt.engine.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.redoubt.api.protection.Hook;
import org.redoubt.engine.lattice.ConsistencyGroups;
import org.redoubt.engine.lattice.Dispatcher;
import org.redoubt.engine.lattice.Lattice;

/**
 * The time from the first prepare begin of each consistency group to its last prepare finish, in which servers may be frozen: it is
 * measured by the monotonic clock, and bounded by a budget. Thread-safe.
 */
final class FreezeWindows implements AutoCloseable {
    /** Told that a group has used up its budget; must be short. */
    interface Overrun {
        void over(int group, Duration elapsed, int open);
    }

    private static final long OPEN = 0;
    private static final long OVER = Long.MIN_VALUE;

    private final InstantSource clock;
    private final Dispatcher dispatcher;
    private final Optional<Duration> budget;
    private final ConsistencyGroups groups;
    private final AtomicLongArray began;
    private final AtomicLongArray length;
    private final AtomicIntegerArray left;
    private final Map<Integer, Duration> overruns = new ConcurrentHashMap<>();
    private final Map<Integer, Instant> deadlines = new ConcurrentHashMap<>();
    private final Map<Integer, Future<?>> alarms = new ConcurrentHashMap<>();

    FreezeWindows(InstantSource clock, Dispatcher dispatcher, Optional<Duration> budget, Lattice lattice) {
        this.clock = clock;
        this.dispatcher = dispatcher;
        this.budget = budget;
        this.groups = ConsistencyGroups.of(lattice);
        this.began = new AtomicLongArray(groups.count());
        this.length = new AtomicLongArray(groups.count());
        this.left = new AtomicIntegerArray(groups.count());
        for (int r = 0; r < lattice.resources(); r++) {
            int hooks = (lattice.implementsHook(r, Hook.PREPARE_BEGIN) ? 1 : 0) + (lattice.implementsHook(r, Hook.PREPARE_FINISH) ? 1 : 0);
            left.getAndAdd(groups.groupOf(r), hooks);
        }
    }

    ConsistencyGroups groups() {
        return groups;
    }

    /** A prepare begin of a resource starts; the first one of its group counts. */
    void begin(int number, Overrun overrun) {
        int group = groups.groupOf(number);
        long now = System.nanoTime();
        if (began.get(group) == 0 && began.compareAndSet(group, 0, now == 0 ? 1 : now)) {
            budget.ifPresent(limit -> {
                deadlines.putIfAbsent(group, clock.instant().plus(limit));
                alarms.put(group, dispatcher.later(limit, () -> expire(group, overrun)));
            });
        }
    }

    private void expire(int group, Overrun overrun) {
        if (length.compareAndSet(group, OPEN, OVER)) {
            overrun.over(group, Duration.ofNanos(System.nanoTime() - began.get(group)), left.get(group));
        }
    }

    /** A prepare hook of a resource has ended; the last one of its group counts. Returns whether it was that. */
    boolean ended(int number, long nanos) {
        int group = groups.groupOf(number);
        long since = began.get(group);
        if (left.decrementAndGet(group) != 0 || since == 0) {
            return false;
        }
        Optional.ofNullable(alarms.remove(group)).ifPresent(alarm -> alarm.cancel(false));
        return length.compareAndSet(group, OPEN, Math.max(1, nanos - since));
    }

    /** The group of a resource was frozen in an earlier run, and is kept as it was then. */
    void recall(int number, Duration window) {
        length.set(groups.groupOf(number), Math.max(1, window.toNanos()));
    }

    /** Until when the group of a resource has to be thawed. */
    Optional<Instant> deadline(int number) {
        return budget.map(limit -> deadlines.computeIfAbsent(groups.groupOf(number), group -> clock.instant().plus(limit)));
    }

    /** How long the group of a resource took, if it came to the end of its prepare hooks in time. */
    Optional<Duration> window(int number) {
        long nanos = length.get(groups.groupOf(number));
        return nanos > 0 ? Optional.of(Duration.ofNanos(nanos)) : Optional.empty();
    }

    /** A group has failed as its budget is over, and for no other reason. */
    void gaveUp(int group, Duration elapsed) {
        overruns.put(group, elapsed);
    }

    /** After how long the group of a resource was given up, if it was. */
    Optional<Duration> overrun(int number) {
        return Optional.ofNullable(overruns.get(groups.groupOf(number)));
    }

    /** Lets no alarm go off any more. */
    @Override
    public void close() {
        alarms.values().forEach(alarm -> alarm.cancel(false));
    }
}
