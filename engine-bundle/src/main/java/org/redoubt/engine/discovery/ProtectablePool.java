package org.redoubt.engine.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.LeasePool;
import org.redoubt.engine.lease.LeasePool.Listed;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.lease.Offer;
import org.redoubt.engine.lease.ServiceSource;
import org.redoubt.engine.lease.UpdateTimes;

/** The protectable plugins that are there now. Thread-safe. */
final class ProtectablePool {
    private static final long MOMENT = Duration.ofSeconds(1).toNanos();

    private final Leases leases;
    private final LeasePool<ProtectablePlugin> pool;
    private final Expected expected;
    private final Introductions introductions;
    private final UpdateTimes times;

    ProtectablePool(Leases leases, UpdateTimes times, DiscoveryLimits limits) {
        this.leases = leases;
        this.pool = leases.pool();
        this.expected = new Expected(times);
        this.introductions = new Introductions(limits.introduction());
        this.times = times;
    }

    void add(Offer offer, ServiceSource<ProtectablePlugin> source) {
        pool.add(offer, source);
    }

    void modify(Offer offer) {
        pool.modify(offer);
    }

    void remove(Offer offer) {
        expected.gone(offer, introductions.forget(offer.serviceId()));
        pool.remove(offer.serviceId());
        // Who had it in use may have asked it once more.
        introductions.forget(offer.serviceId());
    }

    /**
     * Leases all of them; of several versions of one plugin only the preferred one. One that leaves, or went a moment ago,
     * is waited for, as without it a part of the graph would be missing.
     */
    Panel convene() throws CancelledException {
        try {
            // What leaves is gone after a bounded time, and only then its successor can come: that has all of the grace.
            long left = times.grace().toNanos();
            while (true) {
                long seen = leases.generation();
                List<Listed> there = pool.list().stream().filter(listed -> !listed.departing()).toList();
                boolean leaving = isLeaving(there);
                if (!leaving && (left <= 0 || expected.areBack(offers(there)))) {
                    Optional<Panel> panel = lease(there);
                    if (panel.isPresent()) {
                        return panel.get();
                    }
                } else {
                    long rest = leases.awaitChange(seen, leaving ? MOMENT : left);
                    left = leaving ? left : rest;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("The discovery was interrupted.");
        }
    }

    /** Whether one will be gone in a moment of which there is no other version. */
    private boolean isLeaving(List<Listed> there) {
        List<String> names = offers(there).stream().map(Expected::name).toList();
        return pool.list().stream().anyMatch(listed -> listed.departing() && !names.contains(Expected.name(listed.offer())));
    }

    private static List<Offer> offers(List<Listed> listed) {
        return listed.stream().map(Listed::offer).toList();
    }

    /** Empty if one has gone just now. */
    private Optional<Panel> lease(List<Listed> there) throws InterruptedException {
        List<Absent> absent = new ArrayList<>();
        List<Lease<ProtectablePlugin>> taken = new ArrayList<>();
        boolean convened = false;
        try {
            for (Offer offer : preferred(there)) {
                try {
                    taken.add(pool.lease(offer.serviceId()));
                } catch (RedoubtException e) {
                    if (e.kind() == ProblemKind.UNAVAILABLE) {
                        return Optional.empty();
                    }
                    Question<Reach> question = new Question<>(offer.label(), "what it discovers", offer.label(), this, () -> null);
                    absent.add(Absent.mute(question.problem(ProblemKind.PLUGIN, e.problem().message())));
                }
            }
            Panel panel = introduced(there, taken, absent);
            convened = true;
            return Optional.of(panel);
        } finally {
            if (!convened) {
                taken.forEach(Lease::close);
            }
        }
    }

    private Panel introduced(List<Listed> there, List<Lease<ProtectablePlugin>> taken, List<Absent> absent) throws InterruptedException {
        List<Protectable> plugins = new ArrayList<>();
        Map<Offer, Reach> found = new HashMap<>();
        List<Answer<Reach>> answers = introductions.of(taken);
        for (int i = 0; i < taken.size(); i++) {
            Lease<ProtectablePlugin> lease = taken.get(i);
            answers.get(i).value().ifPresent(reach -> {
                plugins.add(new Protectable(lease.offer().label(), reach, lease.service()));
                found.put(lease.offer(), reach);
            });
            answers.get(i).problem().map(Absent::mute).ifPresent(absent::add);
            if (lease.gone()) {
                introductions.forget(lease.offer().serviceId());
            }
        }
        absent.addAll(expected.missing(offers(there), found));
        return new Panel(plugins, absent, taken);
    }

    private static List<Offer> preferred(List<Listed> there) {
        Map<String, Listed> best = new HashMap<>();
        there.forEach(listed -> best.merge(Expected.name(listed.offer()), listed, (first, other) -> first.draining() && !other.draining() ? other : first));
        return offers(there).stream().filter(offer -> best.get(Expected.name(offer)).offer().bundleId() == offer.bundleId()).toList();
    }
}
