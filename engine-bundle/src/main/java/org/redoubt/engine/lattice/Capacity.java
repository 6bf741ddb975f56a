package org.redoubt.engine.lattice;

/**
 * A named number of permits shared by all runs of a {@link Dispatcher}, which makes it and changes its limit. Equal by
 * identity.
 */
public final class Capacity {
    private final String name;

    // Both are changed only under the lock of the main lane.
    private volatile int limit = Integer.MAX_VALUE;
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

    /** Whether there is a limit to it at the moment. */
    public boolean isLimited() {
        return limit < Integer.MAX_VALUE;
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
