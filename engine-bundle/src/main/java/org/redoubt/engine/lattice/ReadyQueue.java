package org.redoubt.engine.lattice;

/** The ready hooks of one run that need the same: one kind, one demand. Guarded by the lock of its lane. */
final class ReadyQueue {
    final LatticeRun run;

    /** What each of its hooks takes, the limit of the runtime included. */
    final Demand demand;

    /** Whether it is served before those that are not. */
    final boolean first;

    /** Whose turn it is used in. */
    final Turns.Share share;

    final Priority priority;

    final IntDeque ids = new IntDeque();

    /** Whether the lane has it in its round. */
    boolean listed;

    /** How often it was looked at in vain since it was served last. */
    int passedOver;

    private final Demand named;
    private final boolean newestFirst;

    private ReadyQueue(Shares of, Demand demand, Demand named, boolean first, boolean newestFirst) {
        this.run = of.run();
        this.share = first ? of.first() : of.others();
        this.priority = of.priority();
        this.demand = demand;
        this.named = named;
        this.first = first;
        this.newestFirst = newestFirst;
    }

    /** Newest first: the children of what is frozen already come before another root is frozen. */
    static ReadyQueue begins(Shares of) {
        return new ReadyQueue(of, Demand.NONE, Demand.NONE, false, true);
    }

    /** A finish thaws, so it comes before any begin. */
    static ReadyQueue finishes(Shares of) {
        return new ReadyQueue(of, Demand.NONE, Demand.NONE, true, false);
    }

    static ReadyQueue mains(Shares of, Demand named, Capacity mains) {
        return new ReadyQueue(of, named.and(mains), named, false, false);
    }

    /** Completes give back what mains hold (snapshots, say), so they come before any main. */
    static ReadyQueue completes(Shares of, Demand named) {
        return new ReadyQueue(of, named, named, true, true);
    }

    /**
     * What the queues of one run in one lane have in common.
     *
     * @param run whose queues
     * @param priority which of the other mains they precede
     * @param first the turn of what is served first
     * @param others the turn of all others
     */
    record Shares(LatticeRun run, Priority priority, Turns.Share first, Turns.Share others) {
        static Shares of(LatticeRun run, Priority priority) {
            return new Shares(run, priority, new Turns.Share(), new Turns.Share());
        }
    }

    int poll() {
        return newestFirst ? ids.pollLast() : ids.pollFirst();
    }

    /** Whether both need one capacity. The limit of the runtime does not count: every main needs it and gets its turn. */
    boolean competesWith(ReadyQueue other) {
        return named.overlaps(other.named);
    }
}
