package org.redoubt.engine.lattice;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.redoubt.engine.lattice.RunReport.Ending;

/** Tells the listener of a run; reads the clock only if there is one, and survives one that throws. */
final class RunEvents {
    private static final Logger LOG = System.getLogger(RunEvents.class.getName());

    private final RunListener listener;
    private final boolean heard;
    private final AtomicBoolean broke = new AtomicBoolean();

    RunEvents(RunListener listener) {
        this.listener = listener;
        this.heard = listener != RunListener.NONE;
    }

    void begins(LatticeRun run) {
        if (heard) {
            tell(() -> listener.begins(run));
        }
    }

    void ready(Frontier frontier) {
        if (heard) {
            frontier.forEachFresh(id -> tell(() ->
                    listener.ready(HookId.resource(id), HookId.hook(id), System.nanoTime())));
        }
    }

    void started(int id) {
        if (heard) {
            tell(() -> listener.started(HookId.resource(id), HookId.hook(id), System.nanoTime()));
        }
    }

    void ended(int id, HookState state) {
        if (heard) {
            tell(() -> listener.ended(HookId.resource(id), HookId.hook(id), state, System.nanoTime()));
        }
    }

    void returned(int id) {
        if (heard) {
            tell(() -> listener.returned(HookId.resource(id), HookId.hook(id), System.nanoTime()));
        }
    }

    void abandoned(int id, List<StackTraceElement> stack) {
        if (heard) {
            tell(() -> listener.abandoned(HookId.resource(id), HookId.hook(id), stack));
        }
    }

    void givenUp(BitSet resources) {
        if (heard) {
            tell(() -> listener.givenUp(resources));
        }
    }

    void stopping(Ending why) {
        if (heard) {
            tell(() -> listener.stopping(why));
        }
    }

    private void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException broken) {
            // Once is enough: it may throw for each of a million hooks.
            if (!broke.getAndSet(true)) {
                LOG.log(Level.WARNING, "A listener of a run throws; the run does not mind.", broken);
            }
        }
    }
}
