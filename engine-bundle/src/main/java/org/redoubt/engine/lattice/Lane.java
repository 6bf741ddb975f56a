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
 * <p>The lane does not know whether a hook blocks. So while something that could run is waiting, a few threads are
 * always on their way: where hooks block, each that arrives takes one and the next is called, until all are in flight;
 * where they do not, those that arrive see that hooks are taken quicker than they could help, and stand by.
 */
final class Lane {
    /** What a worker is to do next. */
    enum Turn { WORK, STAND_BY, REST }

    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int MOST_COMING = Math.max(2, CORES);

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
    private final Pace pace = new Pace();
    private int coming;
    private int active;
    private boolean ownOpen = true;

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

    /** Lets the worker take over what its last hook has opened. */
    void stockUp(Worker worker) {
        worker.stock.add(worker.frontier.of(prepares), worker.frontier.of(!prepares));
    }

    /** Whether the worker need not come back yet but may go on with its stock. */
    boolean letsGoOn(Worker worker) {
        return worker.stock.inUse && worker.stock.lasts() && !stepsWaiting && ahead.isOpen();
    }

    /** Takes back what the worker held, takes over what it opened, and gives it something new if there is something. */
    Turn exchange(Worker worker) {
        ReadyList opened = worker.stock.opened();
        worker.dropped = 0;
        if (!worker.stock.inUse && opened.size() == 1 && goesOn(opened.queue(0))) {
            goOn(worker);
            return Turn.WORK;
        }
        lock.lock();
        if (worker.coming) {
            List.copyOf(stocked).forEach(this::rescue);
        } else {
            active--;
            worker.giveBack();
            pace.take(worker.stock.ran());
            worker.dropped = unload(worker);
        }
        int most = worker.stock.measure();
        if (isTooMany(worker)) {
            coming += worker.coming ? 0 : 1;
            worker.coming = true;
            unlockAndCall();
            return Turn.STAND_BY;
        }
        boolean busy = take(worker, most);
        if (!busy && worker.coming && coming == 1 && !stocked.isEmpty()) {
            unlockAndCall();
            return Turn.STAND_BY;
        }
        if (worker.coming) {
            worker.coming = false;
            coming--;
        }
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

    /** Takes everything from a worker that is kept in a hook without end. */
    void empty(Worker worker) {
        lock.lock();
        takeStock(worker);
        worker.giveBack();
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
        return (worker.coming || ++worker.turns % 16 == 0)
                && active >= CORES && round.size() > 0 && !stepsWaiting && pace.isQuick();
    }

    /** Whether a hook may run at once on the thread that has opened it. */
    private boolean goesOn(ReadyQueue queue) {
        return queue.demand == Demand.NONE && !stepsWaiting && ahead.isOpen();
    }

    private void goOn(Worker worker) {
        if (worker.held != Demand.NONE) {
            lock.lock();
            worker.giveBack();
            unlockAndCall();
        }
        worker.stock.take(worker);
    }

    /** Empties the stock of a worker that has been in the same hook since the last look. */
    private void rescue(Worker worker) {
        long seen = worker.slot.look();
        boolean stays = seen == worker.seen;
        worker.seen = seen;
        if (stays) {
            worker.slot.keptIn(seen, () -> takeStock(worker));
        }
    }

    // The hook that the worker is kept in is open, so that what is counted here never ends the run.
    private void takeStock(Worker worker) {
        LatticeRun run = worker.queue.run;
        run.count(worker.stock.settle());
        int dropped = unload(worker) + dispatcher.pushAcross(this, worker.stock.across());
        run.count(-dropped);
        if (worker.held != worker.queue.demand) {
            worker.giveBack();
        }
    }

    private int unload(Worker worker) {
        Stock stock = worker.stock;
        int dropped = enqueue(stock.opened());
        for (IntDeque batch = stock.batch(); !batch.isEmpty(); ) {
            int id = batch.pollFirst();
            if (worker.source.run.isStopping()) {
                dropped++;
            } else {
                round.add(id, worker.source);
            }
        }
        if (stock.inUse) {
            stock.inUse = false;
            stocked.remove(worker);
        }
        return dropped;
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

    private boolean take(Worker worker, int most) {
        if (stepsWaiting) {
            worker.step = steps.pollFirst();
            stepsWaiting = !steps.isEmpty();
            return true;
        }
        if (round.size() > 0 && ahead.isOpen() && round.take(worker)) {
            if (most > 1) {
                round.takeMore(worker, Math.min(most / 2, round.size() / (2 * CORES)));
                worker.stock.inUse = true;
                stocked.add(worker);
            }
            return true;
        }
        return false;
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
        boolean waiting = steps.size() + round.size() > coming && hasFree();
        // Somebody must be there to take the stock of a worker that blocks.
        boolean unwatched = coming == 0 && !stocked.isEmpty();
        if (coming >= MOST_COMING || !waiting && !unwatched) {
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
