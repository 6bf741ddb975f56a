package org.redoubt.engine.discovery;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redoubt.api.access.Caller;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.engine.lease.Departures;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.LeasePool;
import org.redoubt.engine.lease.LeasePool.Listed;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.lease.Offer;
import org.redoubt.engine.lease.ServiceSource;
import org.redoubt.engine.lease.UpdateTimes;

/** The protectable plugins that are there now. Thread-safe. */
final class ProtectablePool {
    private final Leases leases;
    private final LeasePool<ProtectablePlugin> pool;
    private final Departures departures;
    private final UpdateTimes times;
    private final DiscoveryLimits limits;
    private final InstantSource clock;

    ProtectablePool(Leases leases, UpdateTimes times, DiscoveryLimits limits, InstantSource clock) {
        this.leases = leases;
        this.pool = leases.pool();
        this.departures = new Departures(times.memory(), System::nanoTime);
        this.times = times;
        this.limits = limits;
        this.clock = clock;
    }

    void add(Offer offer, ServiceSource<ProtectablePlugin> source) {
        pool.add(offer, source);
    }

    void modify(Offer offer) {
        pool.modify(offer);
    }

    void remove(Offer offer) {
        departures.gone(List.of(offer.bundleName()));
        pool.remove(offer.serviceId());
    }

    /**
     * Leases all of them; of several versions of one bundle only the preferred one. A plugin that went a moment ago is
     * waited for, as without it a part of the graph would be missing.
     */
    Panel convene(Caller caller) throws CancelledException {
        awaitUpdates();
        List<Lease<ProtectablePlugin>> taken = new ArrayList<>();
        List<Problem> absent = new ArrayList<>();
        for (Offer offer : preferred()) {
            try {
                taken.add(pool.lease(offer.serviceId()));
            } catch (RedoubtException e) {
                absent.add(e.problem());
            }
        }
        try {
            return introduce(caller, taken, absent);
        } catch (CancelledException | RuntimeException e) {
            taken.forEach(Lease::close);
            throw e;
        }
    }

    private Panel introduce(Caller caller, List<Lease<ProtectablePlugin>> taken, List<Problem> absent) throws CancelledException {
        List<Question<Protectable>> questions = new ArrayList<>();
        for (Lease<ProtectablePlugin> lease : taken) {
            String label = lease.offer().label();
            questions.add(new Question<>(label, "what it discovers", label, lease.service(),
                    () -> Protectable.introduced(label, lease.service())));
        }
        Conduct conduct = new Conduct(caller, limits.introduction(), clock, () -> false);
        List<Protectable> plugins = new ArrayList<>();
        for (Answer<Protectable> answer : new Questioner(limits.parallelism(), conduct).ask(questions)) {
            answer.value().ifPresent(plugins::add);
            answer.problem().ifPresent(absent::add);
        }
        return new Panel(plugins, absent, taken);
    }

    private List<Offer> preferred() {
        Map<String, Listed> best = new HashMap<>();
        List<Listed> all = pool.list();
        all.forEach(listed -> best.merge(listed.offer().bundleName(), listed, (first, other) -> first.draining() && !other.draining() ? other : first));
        return all.stream().map(Listed::offer)
                .filter(offer -> best.get(offer.bundleName()).offer().bundleId() == offer.bundleId()).toList();
    }

    private void awaitUpdates() throws CancelledException {
        long left = times.grace().toNanos();
        while (left > 0) {
            long seen = leases.generation();
            Set<String> gone = departures.recent();
            if (pool.list().stream().map(listed -> listed.offer().bundleName()).toList().containsAll(gone)) {
                return;
            }
            try {
                left = leases.awaitChange(seen, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException("The discovery was interrupted.");
            }
        }
    }
}
