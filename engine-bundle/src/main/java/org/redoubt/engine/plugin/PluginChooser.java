package org.redoubt.engine.plugin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.lease.Departures;
import org.redoubt.engine.lease.Leases;

/** Chooses plugins by the rules of {@link PluginRegistry}. Thread-safe. */
final class PluginChooser {
    private static final long MOMENT = Duration.ofSeconds(1).toNanos();

    private final PluginPool pool;
    private final Leases leases;
    private final Departures departures;
    private final Refusals refusals;
    private final Duration grace;

    PluginChooser(PluginPool pool, Leases leases, Departures departures, Refusals refusals, Duration grace) {
        this.pool = pool;
        this.leases = leases;
        this.departures = departures;
        this.refusals = refusals;
        this.grace = grace;
    }

    Selection select(Selector selector) {
        long left = grace.toNanos();
        while (true) {
            long seen = leases.generation();
            Attempt attempt = attempt(candidates(selector), plugin -> plugin.refusal(selector));
            if (attempt.lease().isPresent()) {
                return Chosen.of(attempt.lease().get(), attempt.candidates());
            }
            // What leaves is gone after a bounded time, and only then its successor can come: that has all of the grace.
            boolean leaving = pool.isLeaving(selector.type());
            boolean over = !leaving && (left <= 0 || !isExpected(selector, attempt.candidates()));
            if (over || attempt.failed() || Thread.currentThread().isInterrupted()) {
                return Chosen.none(refusals.of(selector, attempt.candidates()), attempt.candidates());
            }
            long rest = await(seen, leaving ? MOMENT : left);
            left = leaving ? left : rest;
        }
    }

    /** As it is now, without waiting for anybody. */
    Selection look(Selector selector) {
        Attempt attempt = attempt(candidates(selector), plugin -> plugin.refusal(selector));
        return attempt.lease().map(lease -> Chosen.of(lease, attempt.candidates()))
                .orElseGet(() -> Chosen.none(refusals.of(selector, attempt.candidates()), attempt.candidates()));
    }

    Selection select(UndoSelector selector) {
        PluginId wanted = selector.registered();
        Comparator<Plugin> order = Comparator.<Plugin, Boolean>comparing(plugin -> !plugin.id().equals(wanted))
                .thenComparing(plugin -> !plugin.id().version().equals(wanted.version())).thenComparing(plugin -> !plugin.usable());
        List<Plugin> plugins = pool.list().stream()
                .filter(plugin -> plugin.facts().types().contains(selector.type()) && plugin.id().name().equals(wanted.name()))
                .sorted(order).toList();
        Attempt attempt = attempt(plugins, plugin -> plugin.refusal(selector));
        if (attempt.lease().isPresent()) {
            return Chosen.of(attempt.lease().get(), attempt.candidates());
        }
        return Chosen.none(refusals.of(selector, attempt.candidates()), attempt.candidates());
    }

    /** Those of the type, and those that are too broken to tell; who wrote it is preferred, as a format belongs to its plugin. */
    private List<Plugin> candidates(Selector selector) {
        String writer = selector.written().map(Written::plugin).orElse("");
        return pool.list().stream()
                .filter(plugin -> plugin.facts().types().contains(selector.type()) || plugin.facts().fault().isPresent())
                .sorted(Comparator.comparing(plugin -> !plugin.id().name().equals(writer))).toList();
    }

    private record Attempt(Optional<PluginLease> lease, List<Candidate> candidates, boolean failed) {
    }

    private Attempt attempt(List<Plugin> plugins, Function<Plugin, Optional<String>> refusal) {
        List<Candidate> candidates = new ArrayList<>();
        Optional<PluginLease> lease = Optional.empty();
        boolean failed = false;
        for (Plugin plugin : plugins) {
            Optional<String> no = refusal.apply(plugin);
            if (no.isEmpty() && lease.isEmpty()) {
                try {
                    lease = Optional.of(pool.lease(plugin));
                } catch (RedoubtException e) {
                    boolean gone = e.kind() == ProblemKind.UNAVAILABLE;
                    failed |= !gone;
                    no = Optional.of(gone ? Plugin.DRAINING : e.problem().message());
                }
            }
            candidates.add(new Candidate(plugin.id(), no));
        }
        return new Attempt(lease, candidates, failed);
    }

    private boolean isExpected(Selector selector, List<Candidate> candidates) {
        Stream<String> reasons = candidates.stream().flatMap(candidate -> candidate.refusal().stream());
        return reasons.anyMatch(Plugin.DRAINING::equals) || departures.recent(selector.type());
    }

    private long await(long seen, long left) {
        try {
            return leases.awaitChange(seen, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
