package org.redoubt.engine.lattice;

/** What to run and how; immutable, changed by its {@code with} methods. */
public record RunSpec(Lattice lattice, HookBody body, HookDemands demands, FailurePolicy policy, RunListener listener,
        Grace grace) {

    /** Runs without capacities, stops at the first failure and tells nobody. */
    public static RunSpec of(Lattice lattice, HookBody body) {
        return new RunSpec(lattice, body, HookDemands.NONE, FailurePolicy.STOP, RunListener.NONE, Grace.DEFAULT);
    }

    public RunSpec withDemands(HookDemands other) {
        return new RunSpec(lattice, body, other, policy, listener, grace);
    }

    public RunSpec withPolicy(FailurePolicy other) {
        return new RunSpec(lattice, body, demands, other, listener, grace);
    }

    public RunSpec withListener(RunListener other) {
        return new RunSpec(lattice, body, demands, policy, other, grace);
    }

    public RunSpec withGrace(Grace other) {
        return new RunSpec(lattice, body, demands, policy, listener, other);
    }
}
