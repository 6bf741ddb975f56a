package org.redoubt.engine.lattice;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.engine.lattice.ReadyQueue.Shares;

/** The queues of a run, one for each kind of hook and each demand. Thread-safe. */
final class RunQueues {
    private final Shares shares;
    private final Capacity mains;
    private final ReadyQueue begins;
    private final ReadyQueue finishes;
    private final ReadyQueue mainsOnly;
    private final ReadyQueue completes;
    private final Map<Demand, ReadyQueue> mainQueues = new ConcurrentHashMap<>();
    private final Map<Demand, ReadyQueue> completeQueues = new ConcurrentHashMap<>();

    RunQueues(LatticeRun run, Priority priority, Capacity mains) {
        Shares prepares = Shares.of(run, priority);
        this.shares = Shares.of(run, priority);
        this.mains = mains;
        this.begins = ReadyQueue.begins(prepares);
        this.finishes = ReadyQueue.finishes(prepares);
        this.mainsOnly = ReadyQueue.mains(shares, Demand.NONE, mains);
        this.completes = ReadyQueue.completes(shares, Demand.NONE);
    }

    ReadyQueue of(int id, Demand demand) {
        return switch (HookId.kind(id)) {
            case HookId.BEGIN -> begins;
            case HookId.FINISH -> finishes;
            case HookId.MAIN -> demand == Demand.NONE ? mainsOnly : mainQueues.computeIfAbsent(demand, d -> ReadyQueue.mains(shares, d, mains));
            default -> demand == Demand.NONE ? completes : completeQueues.computeIfAbsent(demand, d -> ReadyQueue.completes(shares, d));
        };
    }
}
