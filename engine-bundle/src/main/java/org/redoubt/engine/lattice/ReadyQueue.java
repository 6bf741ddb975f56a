package org.redoubt.engine.lattice;

/** The ready hooks of one run that need the same: one kind, one demand. Guarded by the lock of its lane. */
final class ReadyQueue {
    final LatticeRun run;

    /** What each of its hooks takes, the limit of the runtime included. */
    final Demand demand;

    /** Whether it is served before those that are not. */
    final boolean first;

    final IntDeque ids = new IntDeque();

    /** Whether the lane has it in its round. */
    boolean listed;

    /** How often it was looked at in vain since it was served last. */
    int passedOver;

    private final Demand named;
    private final boolean newestFirst;

    private ReadyQueue(LatticeRun run, Demand demand, Demand named, boolean first, boolean newestFirst) {
        this.run = run;
        this.demand = demand;
        this.named = named;
        this.first = first;
        this.newestFirst = newestFirst;
    }

    /** Newest first: the children of what is frozen already come before another root is frozen. */
    static ReadyQueue begins(LatticeRun run) {
        return new ReadyQueue(run, Demand.NONE, Demand.NONE, false, true);
    }

    /** A finish thaws, so it comes before any begin. */
    static ReadyQueue finishes(LatticeRun run) {
        return new ReadyQueue(run, Demand.NONE, Demand.NONE, true, false);
    }

    static ReadyQueue mains(LatticeRun run, Demand named, Capacity mains) {
        return new ReadyQueue(run, named.and(mains), named, false, false);
    }

    /** Completes give back what mains hold (snapshots, say), so they come before any main. */
    static ReadyQueue completes(LatticeRun run, Demand named) {
        return new ReadyQueue(run, named, named, true, true);
    }

    int poll() {
        return newestFirst ? ids.pollLast() : ids.pollFirst();
    }

    /** Whether both need one capacity. The limit of the runtime does not count: every main needs it and gets its turn. */
    boolean competesWith(ReadyQueue other) {
        return named.overlaps(other.named);
    }
}
