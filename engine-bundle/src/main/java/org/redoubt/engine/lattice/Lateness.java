package org.redoubt.engine.lattice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.protection.Hook;

/**
 * Finds the hooks of one run that have taken longer than they may. It looks at all workers again and again instead of setting an
 * alarm for each hook, so a hook that ends in time costs nothing. A hook is found at the first look that sees it in its hook for as
 * long as it may take: never too early, and later by two looks at most. Touched by the thread of the time-outs alone.
 */
final class Lateness {
    private static final int LOOKS_IN_A_LIMIT = 20;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);

    private final LatticeRun run;
    private final HookTimeouts timeouts;
    private final List<Optional<Duration>> limits = new ArrayList<>();

    Lateness(LatticeRun run, HookTimeouts timeouts) {
        this.run = run;
        this.timeouts = timeouts;
        for (int kind = HookId.BEGIN; kind <= HookId.COMPLETE; kind++) {
            limits.add(timeouts.of(HookId.hook(HookId.of(0, kind))));
        }
    }

    /** How long to wait between two looks; empty if there is nothing to look for. */
    Optional<Duration> pause() {
        return limits.stream().flatMap(Optional::stream).min(Duration::compareTo).map(shortest -> {
            Duration pause = shortest.dividedBy(LOOKS_IN_A_LIMIT);
            return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause;
        });
    }

    void look(Dispatcher dispatcher) {
        long now = dispatcher.nanos();
        dispatcher.forEachWorker(worker -> worker.slot.expire(run, now, id -> limits.get(HookId.kind(id)))
                .ifPresent(this::late));
    }

    private void late(int id) {
        Hook hook = HookId.hook(id);
        try {
            timeouts.late(run, HookId.resource(id), hook, limits.get(HookId.kind(id)).orElseThrow());
        } catch (RuntimeException broken) {
            run.fail(new HookFailure(HookId.resource(id), hook, broken));
        } finally {
            run.retire(1);
        }
    }
}
