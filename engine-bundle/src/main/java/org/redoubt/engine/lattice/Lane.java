package org.redoubt.engine.lattice;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * What is ready, and the threads that run it. Thread-safe.
 *
 * <p>The lane does not know whether a hook blocks. So while something that could run is waiting, a few threads are
 * always on their way: where hooks block, each that arrives takes one and the next is called, until all are in flight;
 * where they do not, those that arrive see that hooks are taken quicker than they could help, and stand by.
 */
final class Lane {
    /** What a worker is to do next. */
    enum Turn { WORK, STAND_BY, REST }

    private static final int MOST_COMING = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final Dispatcher dispatcher;
    private final Crew crew;
    private final Function<Frontier, ReadyList> share;
    private final Gate ahead;
    private final Gate own;
    private final SpinLock lock = new SpinLock();

    // Guarded by the lock.
    private final ReadyRound round = new ReadyRound();
    private final ArrayDeque<Runnable> steps = new ArrayDeque<>();
    private final Pace pace = new Pace();
    private int coming;
    private int active;
    private boolean ownOpen = true;

    /** Read without the lock by workers that go on inline. */
    private volatile boolean stepsWaiting;

    /**
     * @param share the part of a frontier that belongs into this lane
     * @param ahead must be open for a hook to start
     * @param own is closed while something waits in this lane
     */
    Lane(Dispatcher dispatcher, Crew crew, Function<Frontier, ReadyList> share, Gate ahead, Gate own) {
        this.dispatcher = dispatcher;
        this.crew = crew;
        this.share = share;
        this.ahead = ahead;
        this.own = own;
    }

    /** Takes back what the worker held, takes over what it opened, and gives it something new if there is something. */
    Turn exchange(Worker worker) {
        ReadyList opened = share.apply(worker.frontier);
        worker.dropped = 0;
        if (opened.size() == 1 && goesOn(opened.queue(0))) {
            goOn(worker, opened);
            return Turn.WORK;
        }
        lock.lock();
        if (!worker.coming) {
            active--;
            worker.giveBack();
            worker.dropped = enqueue(opened);
        }
        if (isTooMany(worker)) {
            coming += worker.coming ? 0 : 1;
            worker.coming = true;
            unlockAndCall();
            return Turn.STAND_BY;
        }
        if (worker.coming) {
            worker.coming = false;
            coming--;
        }
        boolean busy = take(worker);
        if (busy) {
            active++;
        } else {
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

    /** Gives back what an abandoned hook held. */
    void give(Demand demand) {
        lock.lock();
        demand.give();
        unlockAndCall();
    }

    void limit(Capacity capacity, int permits) {
        lock.lock();
        capacity.limit(permits);
        unlockAndCall();
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
        coming += idle.size();
        idle.forEach(worker -> worker.coming = true);
        unlockAndCall();
        idle.forEach(Worker::call);
    }

    /** A worker that comes looks at the pace at once, one that works does so now and then. */
    private boolean isTooMany(Worker worker) {
        return (worker.coming || ++worker.turns % 256 == 0)
                && active > 0 && round.size() > 0 && !stepsWaiting && pace.isQuick();
    }

    /** Whether a hook may run at once on the thread that has opened it. */
    private boolean goesOn(ReadyQueue queue) {
        return queue.demand == Demand.NONE && !stepsWaiting && ahead.isOpen();
    }

    private void goOn(Worker worker, ReadyList opened) {
        if (worker.queue.demand != Demand.NONE) {
            lock.lock();
            worker.giveBack();
            unlockAndCall();
        }
        worker.take(opened.queue(0), opened.id(0));
        opened.clear();
    }

    private int enqueue(ReadyList ready) {
        int dropped = 0;
        for (int i = 0; i < ready.size(); i++) {
            if (ready.queue(i).run.isStopping()) {
                dropped++;
            } else {
                round.add(ready.id(i), ready.queue(i));
            }
        }
        ready.clear();
        return dropped;
    }

    private boolean take(Worker worker) {
        if (stepsWaiting) {
            worker.step = steps.pollFirst();
            stepsWaiting = !steps.isEmpty();
            return true;
        }
        if (round.size() > 0 && ahead.isOpen() && round.take(worker)) {
            pace.take();
            return true;
        }
        return false;
    }

    /** Ends the locked part, and does what it gave cause to: calling threads takes too long to do it under the lock. */
    private void unlockAndCall() {
        boolean nothing = round.size() == 0 && !stepsWaiting;
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
        lock.unlock();
        while (worker.isPresent()) {
            worker.get().call();
            lock.lock();
            worker = hire();
            lock.unlock();
        }
        if (call) {
            dispatcher.gateOpened();
        }
    }

    private Optional<Worker> hire() {
        if (coming >= MOST_COMING || steps.size() + round.size() <= coming || !hasFree()) {
            return Optional.empty();
        }
        if (coming++ == 0) {
            pace.begin();
        }
        Worker worker = crew.hire(dispatcher, this);
        worker.coming = true;
        return Optional.of(worker);
    }

    private boolean hasFree() {
        return stepsWaiting || ahead.isOpen() && round.hasFree();
    }
}
