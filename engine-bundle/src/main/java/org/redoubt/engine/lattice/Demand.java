package org.redoubt.engine.lattice;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The capacities that a hook takes, all at once or none, so that two hooks never wait for each other. Immutable; its
 * methods that take and give are called under the lock of the main lane only.
 */
public final class Demand {
    public static final Demand NONE = new Demand(Set.of());

    private final Set<Capacity> set;
    private final Capacity[] capacities;

    private Demand(Set<Capacity> set) {
        this.set = set;
        this.capacities = set.toArray(new Capacity[0]);
    }

    public static Demand of(Collection<Capacity> capacities) {
        return capacities.isEmpty() ? NONE : new Demand(Set.copyOf(capacities));
    }

    /** Both at once. */
    public Demand and(Demand other) {
        if (set.isEmpty()) {
            return other;
        }
        Set<Capacity> more = new HashSet<>(set);
        more.addAll(other.set);
        return more.size() == set.size() ? this : of(more);
    }

    Demand and(Capacity capacity) {
        Set<Capacity> more = new HashSet<>(set);
        more.add(capacity);
        return of(more);
    }

    boolean isFree() {
        for (Capacity capacity : capacities) {
            if (!capacity.isFree()) {
                return false;
            }
        }
        return true;
    }

    /** The capacities that are not free, in a few words each. */
    List<String> shortages() {
        return Stream.of(capacities).filter(capacity -> !capacity.isFree()).map(Capacity::use).sorted().toList();
    }

    boolean overlaps(Demand other) {
        for (Capacity capacity : capacities) {
            if (other.set.contains(capacity)) {
                return true;
            }
        }
        return false;
    }

    void take() {
        for (Capacity capacity : capacities) {
            capacity.take();
        }
    }

    void give() {
        for (Capacity capacity : capacities) {
            capacity.give();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Demand demand && set.equals(demand.set);
    }

    @Override
    public int hashCode() {
        return set.hashCode();
    }

    @Override
    public String toString() {
        return set.toString();
    }
}
