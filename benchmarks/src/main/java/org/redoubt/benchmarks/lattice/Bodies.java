package org.redoubt.benchmarks.lattice;

import java.util.concurrent.atomic.LongAdder;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.resource.CycleException;
import org.redoubt.api.resource.Resource;
import org.redoubt.engine.lattice.HookBody;
import org.redoubt.engine.lattice.HookOutcome;

/** The hooks that are measured. */
final class Bodies {

    private Bodies() {}

    /** Does nothing but say that it was there. */
    static HookBody counting(LongAdder ran) throws CycleException {
        return new PluginHooks(new Uniform() {
            @Override
            void any() {
                ran.increment();
            }
        });
    }

    static HookBody sleeping(long millis) throws CycleException {
        return new PluginHooks(new Uniform() {
            @Override
            void any() throws InterruptedException {
                Thread.sleep(millis);
            }
        });
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

    /** Four hooks that do the same. */
    private abstract static class Uniform implements Operation<ProtectContext> {
        abstract void any() throws InterruptedException;

        @Override
        public void onPrepareBegin(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters)
                throws InterruptedException {
            any();
        }

        @Override
        public void onPrepareFinish(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters)
                throws InterruptedException {
            any();
        }

        @Override
        public void onMain(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters)
                throws InterruptedException {
            any();
        }

        @Override
        public void onComplete(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters)
                throws InterruptedException {
            any();
        }
    }
}
