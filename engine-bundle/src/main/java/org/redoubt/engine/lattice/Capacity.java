package org.redoubt.engine.lattice;

/**
 * A named number of permits shared by all runs of a {@link Dispatcher}, which makes it and changes its limit. Equal by
 * identity.
 */
public final class Capacity {
    private final String name;

    // Both are touched only under the lock of the main lane.
    private int limit = Integer.MAX_VALUE;
    private int used;

    Capacity(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    void limit(int permits) {
        limit = permits;
    }

    boolean isFree() {
        return used < limit;
    }

    /** How much of it is in use, for people. */
    String use() {
        return name + " (" + used + " of " + limit + " in use)";
    }

    void take() {
        used++;
    }

    void give() {
        used--;
    }

    @Override
    public String toString() {
        return name;
    }
}
