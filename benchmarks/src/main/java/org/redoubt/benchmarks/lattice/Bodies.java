package org.redoubt.benchmarks.lattice;

import java.util.concurrent.atomic.LongAdder;
import org.redoubt.engine.lattice.HookBody;
import org.redoubt.engine.lattice.HookOutcome;

/** The hooks that are measured. A runner of hooks that is to be measured too takes the place of these bodies. */
final class Bodies {

    private Bodies() {}

    /** Does nothing but say that it was there. */
    static HookBody counting(LongAdder ran) {
        return (run, resource, hook) -> {
            ran.increment();
            return HookOutcome.DONE;
        };
    }

    static HookBody sleeping(long millis) {
        return (run, resource, hook) -> {
            try {
                Thread.sleep(millis);
                return HookOutcome.DONE;
            } catch (InterruptedException stopped) {
                return HookOutcome.STOPPED;
            }
        };
    }

    /** Keeps a core busy until the run is cancelled. */
    static HookBody spinning() {
        return (run, resource, hook) -> {
            while (!run.isStopping(resource)) {
                Thread.onSpinWait();
            }
            return HookOutcome.STOPPED;
        };
    }
}
