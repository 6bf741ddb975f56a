package org.redoubt.engine.lattice;

import org.redoubt.api.protection.Hook;

/** What the hooks of a run do. Called from many threads at once. */
@FunctionalInterface
public interface HookBody {

    /**
     * Runs one hook on the calling thread and returns when it has ended. A prepare hook is called on a platform thread
     * (above the dispatcher's bound on a virtual one), main and complete on a virtual thread. The thread is interrupted
     * when the hook was asked to stop and has not done so within the grace of the run.
     *
     * @param run the run that calls, to be asked {@link LatticeRun#isStopping(int)}
     * @return how it ended; an exception counts as {@link HookOutcome.Failed}
     */
    HookOutcome run(LatticeRun run, int resource, Hook hook);
}
