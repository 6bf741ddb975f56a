package org.redoubt.api.bank;

import java.time.Instant;
import java.util.Optional;

/** What else is asked for when an object is stored. Immutable. */
public final class PutOptions {
    private static final PutOptions DEFAULT = new PutOptions(false, null);

    private final boolean ifAbsent;
    private final Instant retainUntil;

    private PutOptions(boolean ifAbsent, Instant retainUntil) {
        this.ifAbsent = ifAbsent;
        this.retainUntil = retainUntil;
    }

    /** A plain put. */
    public static PutOptions defaults() {
        return DEFAULT;
    }

    /** These options, and only if there is no object yet. */
    public PutOptions onlyIfAbsent() {
        return new PutOptions(true, retainUntil);
    }

    /** These options, and nobody can delete or replace the object before that time. */
    public PutOptions retainUntil(Instant until) {
        return new PutOptions(ifAbsent, until);
    }

    /** Whether an object that is there stays. */
    public boolean ifAbsent() {
        return ifAbsent;
    }

    /** Until when the object is retained. */
    public Optional<Instant> retainUntil() {
        return Optional.ofNullable(retainUntil);
    }
}
