package org.redoubt.engine.lattice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redoubt.api.protection.Hook;

/**
 * Finds the hooks of one run that have taken longer than they may, or given no sign of life for too long. It looks at all workers
 * again and again instead of setting an alarm for each hook, so a hook that ends in time costs nothing. A hook is found at the first
 * look that sees it in its hook, or silent, for as long as it may be: never too early, and later by two looks at most. Touched by the
 * thread of the time-outs alone.
 */
final class Lateness implements HookSlot.Limits {
    private static final int LOOKS_IN_A_LIMIT = 20;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);

    private final LatticeRun run;
    private final HookTimeouts timeouts;
    private final List<Optional<Duration>> limits = new ArrayList<>();
    private final List<Optional<Duration>> silences = new ArrayList<>();

    Lateness(LatticeRun run, HookTimeouts timeouts) {
        this.run = run;
        this.timeouts = timeouts;
        for (int kind = HookId.BEGIN; kind <= HookId.COMPLETE; kind++) {
            limits.add(timeouts.of(HookId.hook(HookId.of(0, kind))));
            silences.add(timeouts.ofSilence(HookId.hook(HookId.of(0, kind))));
        }
    }

    /** How long to wait between two looks; empty if there is nothing to look for. */
    Optional<Duration> pause() {
        return Stream.of(limits, silences).flatMap(List::stream).flatMap(Optional::stream).min(Duration::compareTo).map(shortest -> {
            Duration pause = shortest.dividedBy(LOOKS_IN_A_LIMIT);
            return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause;
        });
    }

    void look(Dispatcher dispatcher) {
        long now = dispatcher.nanos();
        dispatcher.forEachWorker(worker -> worker.slot.expire(run, now, this).ifPresent(this::late));
    }

    @Override
    public long signs(int id) {
        return timeouts.signs(HookId.resource(id));
    }

    @Override
    public Optional<Late> late(int id, long ran, long silent) {
        return over(limits, id, ran, false).or(() -> over(silences, id, silent, true));
    }

    private static Optional<Late> over(List<Optional<Duration>> allowed, int id, long nanos, boolean silent) {
        return allowed.get(HookId.kind(id)).filter(limit -> nanos >= limit.toNanos()).map(limit -> new Late(limit, silent));
    }

    private void late(HookSlot.Expired expired) {
        int id = expired.id();
        Hook hook = HookId.hook(id);
        try {
            timeouts.late(run, HookId.resource(id), hook, expired.how());
        } catch (RuntimeException broken) {
            run.fail(new HookFailure(HookId.resource(id), hook, broken));
        } finally {
            run.retire(1);
        }
    }
}
