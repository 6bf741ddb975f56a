package org.redoubt.engine.lattice;

import java.util.BitSet;
import java.util.List;
import org.redoubt.api.protection.Hook;

/**
 * Hears what happens in a run, with times of {@link System#nanoTime()}. Calls come from many threads at once and delay
 * the run, so they should be short; they must not throw. {@code started} and {@code ended} come on the thread of the
 * hook, except for the end of an abandoned hook.
 */
public interface RunListener {
    RunListener NONE = new RunListener() {};

    /** The run is about to start its first hook. Called once, before all else; a run that is cancelled here starts none. */
    default void begins(LatticeRun run) {}

    /** All predecessors have passed; from now on the hook waits for a thread and its capacities. */
    default void ready(int resource, Hook hook, long nanos) {}

    default void started(int resource, Hook hook, long nanos) {}

    default void ended(int resource, Hook hook, HookState state, long nanos) {}

    /** The run starts no more hooks. Called once, when it fails or is cancelled. */
    default void stopping(RunReport.Ending why) {}

    /** The run goes on without these resources; a hook of one of them may still run. */
    default void givenUp(BitSet resources) {}

    /** A hook was given up, and this is what its thread was doing; its end is told next. */
    default void abandoned(int resource, Hook hook, List<StackTraceElement> stack) {}

    /** An abandoned hook ended after all; what it did since must be undone again. */
    default void returned(int resource, Hook hook, long nanos) {}
}
