package org.redoubt.engine.lattice;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts the predecessors that each hook of a run still waits for. Thread-safe, without recursion: a hook that is no
 * task is passed from a stack of its own.
 */
final class Countdown {
    private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(int[].class);

    private final Lattice lattice;
    private final LatticeRun run;
    private final int[] begins;
    private final int[] finishes;
    private final int[] completes;

    Countdown(Lattice lattice, LatticeRun run) {
        this.lattice = lattice;
        this.run = run;
        int resources = lattice.resources();
        begins = new int[resources];
        finishes = new int[resources];
        completes = new int[resources];
        for (int r = 0; r < resources; r++) {
            begins[r] = lattice.parentCount(r);
            finishes[r] = completes[r] = lattice.childCount(r) + 1;
        }
    }

    /** Opens the hooks that wait for nothing. */
    void open(Frontier frontier) {
        for (int r = 0; r < begins.length; r++) {
            if (lattice.parentCount(r) == 0) {
                reach(HookId.of(r, HookId.BEGIN), frontier);
                passJoins(frontier);
            }
        }
    }

    /** The hook has passed: opens what waited for it last. */
    void advance(int id, Frontier frontier) {
        pass(id, frontier);
        passJoins(frontier);
    }

    private void passJoins(Frontier frontier) {
        while (!frontier.joins.isEmpty()) {
            pass(frontier.joins.pollLast(), frontier);
        }
    }

    private void pass(int id, Frontier frontier) {
        int r = HookId.resource(id);
        switch (HookId.kind(id)) {
            case HookId.BEGIN -> {
                for (int i = lattice.firstChild(r), end = lattice.firstChild(r + 1); i < end; i++) {
                    arrive(begins, lattice.child(i), HookId.BEGIN, frontier);
                }
                arrive(finishes, r, HookId.FINISH, frontier);
            }
            case HookId.FINISH -> {
                for (int i = lattice.firstParent(r), end = lattice.firstParent(r + 1); i < end; i++) {
                    arrive(finishes, lattice.parent(i), HookId.FINISH, frontier);
                }
                reach(HookId.of(r, HookId.MAIN), frontier);
            }
            case HookId.MAIN -> arrive(completes, r, HookId.COMPLETE, frontier);
            default -> {
                for (int i = lattice.firstParent(r), end = lattice.firstParent(r + 1); i < end; i++) {
                    arrive(completes, lattice.parent(i), HookId.COMPLETE, frontier);
                }
            }
        }
    }

    private void arrive(int[] counts, int resource, int kind, Frontier frontier) {
        // At 1 nobody else can be on the way, so the last one needs no atomic step.
        if ((int) COUNTS.getAcquire(counts, resource) == 1 || (int) COUNTS.getAndAdd(counts, resource, -1) == 1) {
            reach(HookId.of(resource, kind), frontier);
        }
    }

    private void reach(int id, Frontier frontier) {
        if (lattice.isTask(id) && !run.skips(id)) {
            frontier.add(id, run.queueOf(id));
        } else {
            frontier.joins.add(id);
        }
    }
}
