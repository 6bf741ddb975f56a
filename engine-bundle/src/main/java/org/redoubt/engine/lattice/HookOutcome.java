package org.redoubt.engine.lattice;

import java.util.Objects;

/** How a hook ended. */
public sealed interface HookOutcome {
    HookOutcome DONE = new Done();
    HookOutcome STOPPED = new Stopped();

    static HookOutcome failed(Throwable cause) {
        return new Failed(cause);
    }

    /** It did what it is for. */
    record Done() implements HookOutcome {}

    /** It ended early because it was asked to; a failure if nobody asked. */
    record Stopped() implements HookOutcome {}

    /** It failed. */
    record Failed(Throwable cause) implements HookOutcome {
        public Failed {
            Objects.requireNonNull(cause);
        }
    }
}
