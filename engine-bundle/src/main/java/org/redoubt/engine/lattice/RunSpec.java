package org.redoubt.engine.lattice;

/** What to run and how; immutable, changed by its {@code with} methods. */
public record RunSpec(Lattice lattice, HookBody body, HookDemands demands, FailurePolicy policy, RunListener listener,
        Grace grace, HookTimeouts timeouts, Priority priority) {

    /** Runs without capacities and time-outs, stops at the first failure, tells nobody and has the normal priority. */
    public static RunSpec of(Lattice lattice, HookBody body) {
        return new RunSpec(lattice, body, HookDemands.NONE, FailurePolicy.STOP, RunListener.NONE, Grace.DEFAULT, HookTimeouts.NONE, Priority.NORMAL);
    }

    public RunSpec withDemands(HookDemands other) {
        return new RunSpec(lattice, body, other, policy, listener, grace, timeouts, priority);
    }

    public RunSpec withPolicy(FailurePolicy other) {
        return new RunSpec(lattice, body, demands, other, listener, grace, timeouts, priority);
    }

    public RunSpec withListener(RunListener other) {
        return new RunSpec(lattice, body, demands, policy, other, grace, timeouts, priority);
    }

    public RunSpec withGrace(Grace other) {
        return new RunSpec(lattice, body, demands, policy, listener, other, timeouts, priority);
    }

    public RunSpec withTimeouts(HookTimeouts other) {
        return new RunSpec(lattice, body, demands, policy, listener, grace, other, priority);
    }

    public RunSpec withPriority(Priority other) {
        return new RunSpec(lattice, body, demands, policy, listener, grace, timeouts, other);
    }
}
