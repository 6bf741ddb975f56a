package org.redoubt.api.bank;

import java.time.Instant;
import java.util.Optional;

/** What else is asked for when an object is stored. Immutable. */
public final class PutOptions {
    private static final PutOptions DEFAULT = new PutOptions(false, null, false);

    private final boolean ifAbsent;
    private final Instant retainUntil;
    private final boolean fromReserve;

    private PutOptions(boolean ifAbsent, Instant retainUntil, boolean fromReserve) {
        this.ifAbsent = ifAbsent;
        this.retainUntil = retainUntil;
        this.fromReserve = fromReserve;
    }

    /** A plain put. */
    public static PutOptions defaults() {
        return DEFAULT;
    }

    /** These options, and only if there is no object yet. */
    public PutOptions onlyIfAbsent() {
        return new PutOptions(true, retainUntil, fromReserve);
    }

    /** These options, and nobody can delete or replace the object before that time. */
    public PutOptions retainUntil(Instant until) {
        return new PutOptions(ifAbsent, until, fromReserve);
    }

    /**
     * These options, for one of the small objects without which nothing could be ended or deleted: a full bank that keeps some
     * space back takes it from there. A bank that keeps none does without.
     */
    public PutOptions fromReserve() {
        return new PutOptions(ifAbsent, retainUntil, true);
    }

    /** Whether an object that is there stays. */
    public boolean ifAbsent() {
        return ifAbsent;
    }

    /** Until when the object is retained. */
    public Optional<Instant> retainUntil() {
        return Optional.ofNullable(retainUntil);
    }

    /** Whether a full bank may take the space from what it keeps back. */
    public boolean mayUseReserve() {
        return fromReserve;
    }
}
