package org.redoubt.engine.lattice;

/** Decides what a failure means for the rest of the run. Called on the thread of the failed hook. */
@FunctionalInterface
public interface FailurePolicy {
    /** Stops the whole run at the first failure. */
    FailurePolicy STOP = failure -> Reaction.STOP_RUN;

    Reaction onFailure(HookFailure failure);

    enum Reaction {
        /** No hook of the run starts any more, the running ones are asked to stop. */
        STOP_RUN,
        /** The same for the consistency group of the failed resource only; the other groups go on. */
        GIVE_UP_GROUP
    }
}
