package org.redoubt.engine.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.engine.lattice.ConsistencyGroups;
import org.redoubt.engine.lattice.Lattice;

/** When each consistency group has to be thawed again, counted from its first prepare begin. Thread-safe. */
final class FreezeDeadlines {
    private final InstantSource clock;
    private final Optional<Duration> budget;
    private final Optional<ConsistencyGroups> groups;
    private final Map<Integer, Instant> since = new ConcurrentHashMap<>();

    FreezeDeadlines(InstantSource clock, Optional<Duration> budget, Lattice lattice) {
        this.clock = clock;
        this.budget = budget;
        this.groups = budget.map(limited -> ConsistencyGroups.of(lattice));
    }

    /** A prepare begin of a resource starts; the first one of its group counts. */
    void begin(int number) {
        groups.ifPresent(all -> began(all, number));
    }

    Optional<Instant> deadline(int number) {
        return groups.map(all -> began(all, number).plus(budget.orElseThrow()));
    }

    private Instant began(ConsistencyGroups all, int number) {
        return since.computeIfAbsent(all.groupOf(number), group -> clock.instant());
    }
}
