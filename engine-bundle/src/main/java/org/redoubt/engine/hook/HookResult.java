package org.redoubt.engine.hook;

import org.redoubt.api.problem.Problem;

/** How a hook ended. What a plugin threw never gets further than here. */
public sealed interface HookResult {
    /** It did what it should. */
    record Done() implements HookResult {
        static final Done DONE = new Done();
    }

    /**
     * It failed.
     *
     * @param problem why
     */
    record Failed(Problem problem) implements HookResult {
    }

    /**
     * It ended because it was asked to.
     *
     * @param problem why it was asked
     */
    record Cancelled(Problem problem) implements HookResult {
    }

    /** The result of a hook that did what it should. */
    static HookResult done() {
        return Done.DONE;
    }
}
