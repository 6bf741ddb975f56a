package org.redoubt.engine.lattice;

/**
 * What a worker has taken over from its lane or opened itself, but not begun: hooks that are very short are worth no lock
 * each. It belongs to its worker; while that is in a hook, whoever keeps it there may empty the stock, so that nothing
 * waits behind a hook that takes long after all. All of it belongs to one run.
 */
final class Stock {
    private static final long QUICK_NANOS = 2_000;
    private static final int MOST = 256;

    private final IntDeque batch = new IntDeque();
    private final ReadyList opened = new ReadyList();
    private final ReadyList across = new ReadyList();
    private int allowance = 1;
    private int ran;
    private long since = System.nanoTime();
    private boolean demanding;

    /** Whether the lane knows that the worker may have a stock. */
    boolean inUse;

    /** Hooks opened less hooks closed, of which the run does not know yet. */
    int balance;

    /** How many hooks the worker should take at once, by how long the last ones took; asked under the lock of the lane. */
    int measure() {
        long now = System.nanoTime();
        boolean quick = now - since < ran * QUICK_NANOS;
        allowance = quick ? Math.min(MOST, allowance << 2) : 1;
        since = now;
        ran = 0;
        demanding = false;
        return allowance;
    }

    int ran() {
        return ran;
    }

    void count(int change) {
        ran++;
        balance += change;
    }

    int settle() {
        int settled = balance;
        balance = 0;
        return settled;
    }

    void addToBatch(int id) {
        batch.add(id);
    }

    /** Takes over what the last hook has opened. */
    void add(ReadyList own, ReadyList other) {
        for (int i = 0; i < own.size(); i++) {
            opened.add(own.id(i), own.queue(i));
            demanding |= own.queue(i).demand != Demand.NONE;
        }
        own.clear();
        for (int i = 0; i < other.size(); i++) {
            across.add(other.id(i), other.queue(i));
        }
        other.clear();
    }

    /** Whether the worker may go on with it and need not go back to its lane. */
    boolean lasts() {
        return ran < allowance && !demanding && (opened.size() > 0 || !batch.isEmpty());
    }

    /** Gives the worker its next hook, the newest that it has opened before any that it was given. */
    void take(Worker worker) {
        if (opened.size() > 0) {
            int last = opened.size() - 1;
            worker.turnTo(opened.queue(last), opened.id(last));
            opened.removeLast();
        } else {
            worker.turnTo(worker.source, batch.pollFirst());
        }
    }

    IntDeque batch() {
        return batch;
    }

    ReadyList opened() {
        return opened;
    }

    ReadyList across() {
        return across;
    }

    void forget() {
        opened.forget();
        across.forget();
    }
}
