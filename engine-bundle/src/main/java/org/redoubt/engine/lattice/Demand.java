package org.redoubt.engine.lattice;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The capacities that a hook takes, all at once or none, so that two hooks never wait for each other. Immutable; its
 * methods that take and give are called under the lock of the main lane only.
 */
public final class Demand {
    public static final Demand NONE = new Demand(Set.of());

    private final Set<Capacity> set;
    private final List<Capacity> capacities;

    private Demand(Set<Capacity> set) {
        this.set = set;
        this.capacities = List.copyOf(set);
    }

    public static Demand of(Collection<Capacity> capacities) {
        return capacities.isEmpty() ? NONE : new Demand(Set.copyOf(capacities));
    }

    Demand and(Capacity capacity) {
        Set<Capacity> more = new HashSet<>(set);
        more.add(capacity);
        return of(more);
    }

    boolean isFree() {
        for (int i = 0; i < capacities.size(); i++) {
            if (!capacities.get(i).isFree()) {
                return false;
            }
        }
        return true;
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
        for (int i = 0; i < capacities.size(); i++) {
            capacities.get(i).take();
        }
    }

    void give() {
        for (int i = 0; i < capacities.size(); i++) {
            capacities.get(i).give();
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
        return capacities.toString();
    }
}
