package org.redoubt.engine.lease;

import java.util.ArrayList;
import java.util.List;

/**
 * A service of a pool with its open leases. Guarded by the lock of {@link Leases}.
 *
 * @param <S> the type of the service
 */
final class Stock<S> {
    private final ServiceSource<S> source;
    private final List<HeldLease<S>> open = new ArrayList<>();
    private Offer offer;
    private boolean departing;
    private boolean gone;
    private boolean pinned;

    Stock(Offer offer, ServiceSource<S> source) {
        this.offer = offer;
        this.source = source;
    }

    Offer offer() {
        return offer;
    }

    void offer(Offer fresh) {
        offer = fresh;
    }

    ServiceSource<S> source() {
        return source;
    }

    boolean departing() {
        return departing;
    }

    void depart() {
        departing = true;
    }

    boolean gone() {
        return gone;
    }

    void leave() {
        gone = true;
    }

    /** The first use keeps the service until it leaves: a component would else be made anew for each operation. */
    boolean pin() {
        boolean first = !pinned && !departing;
        pinned |= first;
        return first;
    }

    boolean unpin() {
        boolean was = pinned;
        pinned = false;
        return was;
    }

    HeldLease<S> open(Leases leases) {
        HeldLease<S> lease = new HeldLease<>(this, leases);
        open.add(lease);
        return lease;
    }

    List<HeldLease<S>> open() {
        return open;
    }
}
