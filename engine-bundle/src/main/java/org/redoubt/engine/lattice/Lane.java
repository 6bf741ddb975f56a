package org.redoubt.engine.lattice;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * What is ready, and the threads that run it. Thread-safe.
 *
 * <p>Nobody knows whether a hook will block. So a worker takes one at a time, and others are called until each ready hook has
 * a thread. Workers whose hooks have been very short so far take a few more in store, and keep what they open; should one of
 * them meet a hook that takes long, the {@link Overseer} puts all that it holds back here.
 */
final class Lane {
    /** What a worker is to do next. */
    enum Turn { WORK, REST }

    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int HOOKS_IN_A_STORE = 8;
    private static final long FAST_NANOS = 2_000;

    private final Dispatcher dispatcher;
    private final Crew crew;
    private final boolean prepares;
    private final Gate ahead;
    private final Gate own;
    private final SpinLock lock = new SpinLock();

    // Guarded by the lock.
    private final ReadyRound round = new ReadyRound();
    private final ArrayDeque<Runnable> steps = new ArrayDeque<>();
    private final List<Worker> stocked = new ArrayList<>();
    private boolean ownOpen = true;
    private long served;
    private long lately;
    private boolean fast;

    /** Read without the lock by workers that go on inline. */
    private volatile boolean stepsWaiting;

    /**
     * @param prepares whether it is the lane of prepare hooks
     * @param ahead must be open for a hook to start
     * @param own is closed while something waits in this lane
     */
    Lane(Dispatcher dispatcher, Crew crew, boolean prepares, Gate ahead, Gate own) {
        this.dispatcher = dispatcher;
        this.crew = crew;
        this.prepares = prepares;
        this.ahead = ahead;
        this.own = own;
    }

    boolean isOfPrepares() {
        return prepares;
    }

    /** Gives the worker its next hook out of what it holds, the newest that it has opened first, if it need not come back yet. */
    boolean goesOn(Worker worker) {
        if (!worker.stocked || !worker.stride.lasts() || stepsWaiting || !ahead.isOpen()) {
            return false;
        }
        ReadyList opened = worker.frontier.of(prepares);
        if (opened.size() > 0) {
            return goesOn(worker, opened);
        }
        if (worker.batch.isEmpty()) {
            return false;
        }
        worker.turnTo(worker.source, worker.batch.pollFirst());
        return true;
    }

    /** Takes back what the worker held, takes over what it opened, and gives it something new if there is something. */
    Turn exchange(Worker worker) {
        ReadyList opened = worker.frontier.of(prepares);
        worker.dropped = 0;
        if (!worker.stocked && worker.held == Demand.NONE && opened.size() == 1 && !stepsWaiting && ahead.isOpen()
                && goesOn(worker, opened)) {
            return Turn.WORK;
        }
        lock.lock();
        if (worker.coming) {
            crew.arrived(worker);
        } else {
            worker.giveBack();
            worker.dropped = unload(worker);
        }
        boolean busy = !worker.lost && !isEnough() && take(worker);
        if (!busy) {
            worker.forget();
            crew.bench(worker);
        }
        unlockAndCall();
        return busy ? Turn.WORK : Turn.REST;
    }

    /** Lets a worker without work wait for a while; false if it should end. */
    boolean rest(Worker worker) {
        if (worker.benched) {
            worker.idle(crew.keepAlive());
        }
        lock.lock();
        if (!worker.coming) {
            crew.dismiss(worker);
        }
        lock.unlock();
        return worker.coming;
    }

    /** Takes over ready hooks; returns how many were not taken as their run is stopping. */
    int push(ReadyList ready) {
        if (ready.size() == 0) {
            return 0;
        }
        lock.lock();
        int dropped = enqueue(ready);
        unlockAndCall();
        return dropped;
    }

    void push(Runnable step) {
        lock.lock();
        steps.addLast(step);
        stepsWaiting = true;
        unlockAndCall();
    }

    /**
     * Looks after those that guessed wrong.
     *
     * @param nanos the time since the last look
     * @return whether it should look again soon
     */
    boolean look(long nanos) {
        lock.lock();
        lately += nanos;
        fast = served * FAST_NANOS > lately;
        served -= served / 8;
        lately -= lately / 8;
        List.copyOf(stocked).forEach(this::rescue);
        crew.look();
        boolean again = isUnattended();
        unlockAndCall();
        return again;
    }

    boolean needsLook() {
        lock.lock();
        boolean needed = isUnattended();
        lock.unlock();
        return needed;
    }

    /** Takes everything from a worker that is kept in a hook without end, and goes on as if it were not there. */
    void lose(Worker worker) {
        lock.lock();
        takeAll(worker);
        worker.giveBack();
        crew.lose(worker);
        unlockAndCall();
    }

    void limit(Capacity capacity, int permits) {
        lock.lock();
        capacity.limit(permits);
        unlockAndCall();
    }

    List<String> shortages(Demand demand) {
        lock.lock();
        try {
            return demand.shortages();
        } finally {
            lock.unlock();
        }
    }

    void withdraw(LatticeRun run, IntPredicate which, IntConsumer taker) {
        lock.lock();
        round.withdraw(run, which, taker);
        unlockAndCall();
    }

    /** Calls workers if there is something for them. */
    void wake() {
        lock.lock();
        unlockAndCall();
    }

    /** Ends the threads as soon as they have nothing to do. */
    void close() {
        lock.lock();
        List<Worker> idle = crew.close();
        unlockAndCall();
        idle.forEach(Worker::call);
    }

    private static boolean goesOn(Worker worker, ReadyList opened) {
        int newest = opened.size() - 1;
        ReadyQueue queue = opened.queue(newest);
        if (queue.demand != Demand.NONE) {
            return false;
        }
        worker.turnTo(queue, opened.id(newest));
        opened.removeLast();
        return true;
    }

    /** Empties the hands of a worker that has been in the same hook since the last look. */
    private void rescue(Worker worker) {
        long seen = worker.slot.look();
        boolean stays = seen == worker.seen;
        worker.seen = seen;
        if (stays) {
            worker.slot.keptIn(seen, () -> takeAll(worker));
        }
    }

    // The hook that the worker is kept in is open, so that what is counted here never ends the run. The lock of the main lane
    // is taken inside that of the prepare lane, never the other way round: mains open no prepare hook.
    private void takeAll(Worker worker) {
        LatticeRun run = worker.queue.run;
        run.count(worker.settle());
        int dropped = unload(worker) + dispatcher.pushAcross(this, worker.frontier.of(!prepares));
        run.count(-dropped);
        worker.stride.cut();
        if (worker.held != worker.queue.demand) {
            worker.giveBack();
        }
    }

    private int unload(Worker worker) {
        int dropped = enqueue(worker.frontier.of(prepares));
        while (!worker.batch.isEmpty()) {
            dropped += enqueue(worker.batch.pollFirst(), worker.source);
        }
        if (worker.stocked) {
            served += worker.stride.ran();
            worker.stocked = false;
            stocked.remove(worker);
        }
        return dropped;
    }

    private int enqueue(ReadyList ready) {
        int dropped = 0;
        for (int i = 0; i < ready.size(); i++) {
            dropped += enqueue(ready.id(i), ready.queue(i));
        }
        ready.clear();
        return dropped;
    }

    private int enqueue(int id, ReadyQueue queue) {
        if (queue.run.isStopping()) {
            return 1;
        }
        round.add(id, queue);
        return 0;
    }

    private boolean take(Worker worker) {
        int stride = worker.stride.next();
        if (stepsWaiting) {
            worker.step = steps.pollFirst();
            stepsWaiting = !steps.isEmpty();
            return true;
        }
        if (round.size() == 0 || !ahead.isOpen() || !round.take(worker)) {
            return false;
        }
        if (stride > 1) {
            round.takeMore(worker, Math.min(stride / HOOKS_IN_A_STORE, round.size() / (2 * CORES)));
            worker.stocked = true;
            stocked.add(worker);
        }
        return true;
    }

    /** Ends the locked part, and does what it gave cause to: calling threads takes too long to do it under the lock. */
    private void unlockAndCall() {
        boolean nothing = round.size() == 0 && stocked.isEmpty() && !stepsWaiting;
        boolean call = false;
        if (nothing != ownOpen) {
            ownOpen = nothing;
            if (nothing) {
                call = own.open();
            } else {
                own.close();
            }
        }
        Optional<Worker> worker = hire();
        while (worker.isPresent()) {
            lock.unlock();
            worker.get().call();
            lock.lock();
            worker = hire();
        }
        boolean unattended = isUnattended();
        lock.unlock();
        if (unattended) {
            dispatcher.oversee();
        }
        if (call) {
            dispatcher.gateOpened();
        }
    }

    private Optional<Worker> hire() {
        return isEnough() ? Optional.empty() : crew.hire(waiting(), stepsWaiting, dispatcher, this);
    }

    /** Whether as many workers as there are cores hurry through very short hooks: more would only get in their way. */
    private boolean isEnough() {
        return fast && stocked.size() >= CORES && !stepsWaiting;
    }

    /** Whether something waits for which nobody has been called. */
    private boolean isUnattended() {
        return !stocked.isEmpty() || waiting() > crew.coming();
    }

    private int waiting() {
        return steps.size() + (round.size() > 0 && ahead.isOpen() && round.hasFree() ? round.size() : 0);
    }
}
