package org.redoubt.engine.hook;

/**
 * Calls hooks. Blocks until the hook has ended: every hook has a thread of its own kind already, so a stage that completes
 * later would only cost. Thread-safe.
 */
public interface HookRunner {
    /**
     * Calls one hook.
     *
     * @param call which
     * @param host where its wishes go
     * @return how it ended; never throws what the plugin threw
     */
    HookResult run(HookCall call, HookHost host);
}
