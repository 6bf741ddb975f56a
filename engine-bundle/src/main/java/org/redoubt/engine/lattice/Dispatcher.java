package org.redoubt.engine.lattice;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.redoubt.api.protection.Hook;

/**
 * The threads and limits that all runs of a runtime share. Thread-safe.
 *
 * <p>Virtual threads are not time-sliced, so a prepare hook on one could wait for as long as mains keep the cores busy.
 * Prepare hooks and undo steps therefore have platform threads, and only above a bound virtual ones; mains and completes
 * have virtual threads. No main or complete starts while a prepare hook or an undo step waits for a thread.
 */
public final class Dispatcher implements AutoCloseable {
    // Each that sleeps and wakes costs ten times what a virtual thread costs; with a few hundred of them short hooks take twice as long.
    private static final int PLATFORM_THREADS = 64;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    private final Lane prepareLane;
    private final Lane mainLane;
    private final Capacity mains = new Capacity("mains");
    private final ConcurrentHashMap<String, Capacity> capacities = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Capacity> ofTheirOwn = new ConcurrentHashMap<>();
    private final ReentrantLock naming = new ReentrantLock();
    private ToIntFunction<String> limits = name -> Integer.MAX_VALUE;
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
    private final Set<LatticeRun> runs = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer = timer("redoubt-grace");
    private final ScheduledThreadPoolExecutor timeouts = timer("redoubt-timeout");
    private final Overseer overseer;
    private final LongSupplier nanos;
    private volatile boolean closed;

    /** With as many platform threads as make sense. */
    public Dispatcher(int runningMains) {
        this(runningMains, PLATFORM_THREADS);
    }

    /**
     * @param runningMains how many mains may run at the same time
     * @param platformThreads how many prepare hooks and undo steps may run on platform threads at the same time; more
     *     than that run on virtual threads
     */
    public Dispatcher(int runningMains, int platformThreads) {
        this(runningMains, platformThreads, System::nanoTime);
    }

    /** With another monotonic clock for the time-outs of hooks. */
    public Dispatcher(int runningMains, int platformThreads, LongSupplier nanos) {
        this.nanos = nanos;
        Gate prepareWaiting = new Gate();
        prepareLane = new Lane(this, new Crew("redoubt-prepare", platformThreads, KEEP_ALIVE),
                true, new Gate(), prepareWaiting);
        mainLane = new Lane(this, new Crew("redoubt-main", 0, KEEP_ALIVE),
                false, prepareWaiting, new Gate());
        overseer = new Overseer(timer("redoubt-overseer"), List.of(prepareLane, mainLane));
        limitMains(runningMains);
    }

    // The thread of a timer leaves by itself, so that stopping runs still have it after close.
    private static ScheduledThreadPoolExecutor timer(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1,
                Thread.ofPlatform().daemon().name(name).factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    /**
     * Starts a run; its first hooks may have ended when this returns.
     *
     * @throws IllegalStateException if the dispatcher is closed
     */
    public LatticeRun start(RunSpec spec) {
        LatticeRun run = new LatticeRun(spec, this, mains);
        runs.add(run);
        if (closed) {
            runs.remove(run);
            throw new IllegalStateException("The dispatcher is closed: it starts no more runs.");
        }
        run.start();
        return run;
    }

    /** Runs an undo step before any waiting prepare hook. What a step throws is logged and lost. */
    public void undo(Runnable step) {
        prepareLane.push(step);
    }

    /** The capacity of this name, with the limit that capacities of such a name have. */
    public Capacity capacity(String name) {
        Capacity known = capacities.get(name);
        return known != null ? known : named(name);
    }

    private Capacity named(String name) {
        naming.lock();
        try {
            return capacities.computeIfAbsent(name, fresh -> {
                Capacity made = new Capacity(fresh);
                limit(made, limits.applyAsInt(fresh));
                return made;
            });
        } finally {
            naming.unlock();
        }
    }

    /** The capacity of this name with a limit of its own, which is from now on this one. */
    public Capacity capacity(String name, int permits) {
        Capacity known = ofTheirOwn.computeIfAbsent(name, Capacity::new);
        limit(known, permits);
        return known;
    }

    /** Changes the limits of all capacities that have none of their own, those that are named later included; hooks that run already keep what they hold. */
    public void limitCapacities(ToIntFunction<String> limitOf) {
        naming.lock();
        try {
            limits = limitOf;
            capacities.values().forEach(capacity -> limit(capacity, limitOf.applyAsInt(capacity.name())));
        } finally {
            naming.unlock();
        }
    }

    /** Changes a limit; hooks that run already keep what they hold. */
    public void limit(Capacity capacity, int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException("Capacity " + capacity + " needs at least 1 permit, not " + permits + ".");
        }
        mainLane.limit(capacity, permits);
    }

    /** Changes how many mains of all runs may run at the same time. */
    public void limitMains(int permits) {
        limit(mains, permits);
    }

    /** What of a demand is not free at the moment, in a few words each; for a main the limit of the runtime is one of them. */
    public List<String> shortages(Demand demand, Hook hook) {
        return mainLane.shortages(hook == Hook.MAIN ? demand.and(mains) : demand);
    }

    /** Cancels all runs and ends the threads when they have ended. Undo steps are still run. */
    @Override
    public void close() {
        closed = true;
        runs.forEach(LatticeRun::cancel);
        prepareLane.close();
        mainLane.close();
    }

    void ended(LatticeRun run) {
        runs.remove(run);
    }

    /** What the time-outs of hooks and of answers are measured with, in nanoseconds. */
    public long nanos() {
        return nanos.getAsLong();
    }

    void arrived(Worker worker) {
        workers.add(worker);
    }

    void left(Worker worker) {
        workers.remove(worker);
    }

    void oversee() {
        overseer.wake();
    }

    void gateOpened() {
        mainLane.wake();
    }

    /** Hands over what a worker of one lane opened for the other. */
    int pushAcross(Lane lane, ReadyList ready) {
        return (lane == prepareLane ? mainLane : prepareLane).push(ready);
    }

    int push(Frontier frontier) {
        return prepareLane.push(frontier.prepares) + mainLane.push(frontier.mains);
    }

    void withdraw(LatticeRun run, IntPredicate which, IntConsumer taker) {
        prepareLane.withdraw(run, which, taker);
        mainLane.withdraw(run, which, taker);
    }

    void forEachWorker(Consumer<Worker> action) {
        workers.forEach(action);
    }

    Future<?> every(Duration first, Duration period, Runnable action) {
        return timer.scheduleWithFixedDelay(action, first.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** On the thread that watches the time, which waits for nothing. */
    Future<?> everyLook(Duration period, Runnable action) {
        return timeouts.scheduleWithFixedDelay(action, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Does something later on the thread that watches the time; it must be short. The delay is measured by the monotonic clock. */
    public Future<?> later(Duration delay, Runnable action) {
        return timeouts.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    Future<?> after(Duration delay, Runnable action) {
        return timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
