package org.redoubt.engine.lattice;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The queues of a run, one for each kind of hook and each demand. Thread-safe. */
final class RunQueues {
    private final LatticeRun run;
    private final Capacity mains;
    private final ReadyQueue begins;
    private final ReadyQueue finishes;
    private final ReadyQueue mainsOnly;
    private final ReadyQueue completes;
    private final Map<Demand, ReadyQueue> mainQueues = new ConcurrentHashMap<>();
    private final Map<Demand, ReadyQueue> completeQueues = new ConcurrentHashMap<>();

    RunQueues(LatticeRun run, Capacity mains) {
        this.run = run;
        this.mains = mains;
        this.begins = ReadyQueue.begins(run);
        this.finishes = ReadyQueue.finishes(run);
        this.mainsOnly = ReadyQueue.mains(run, Demand.NONE, mains);
        this.completes = ReadyQueue.completes(run, Demand.NONE);
    }

    ReadyQueue of(int id, Demand demand) {
        return switch (HookId.kind(id)) {
            case HookId.BEGIN -> begins;
            case HookId.FINISH -> finishes;
            case HookId.MAIN -> demand == Demand.NONE ? mainsOnly : mainQueues.computeIfAbsent(demand, d -> ReadyQueue.mains(run, d, mains));
            default -> demand == Demand.NONE ? completes : completeQueues.computeIfAbsent(demand, d -> ReadyQueue.completes(run, d));
        };
    }
}
