package org.redoubt.api.service;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;

/** Which checkpoints, in which order. Times are exact to the millisecond. Immutable. */
public final class CheckpointQuery {
    private static final CheckpointQuery ALL = new CheckpointQuery(null, null, null, null, null, true, 1000, null);

    private final String plan;
    private final String provider;
    private final CheckpointStatus status;
    private final Instant since;
    private final Instant until;
    private final boolean newestFirst;
    private final int limit;
    private final CheckpointId marker;

    private CheckpointQuery(String plan, String provider, CheckpointStatus status, Instant since, Instant until, boolean newestFirst,
            int limit, CheckpointId marker) {
        this.plan = plan;
        this.provider = provider;
        this.status = status;
        this.since = since;
        this.until = until;
        this.newestFirst = newestFirst;
        this.limit = limit;
        this.marker = marker;
    }

    /** The newest thousand of all. */
    public static CheckpointQuery all() {
        return ALL;
    }

    /** Only those of a plan, by its name. */
    public CheckpointQuery plan(String name) {
        return new CheckpointQuery(Objects.requireNonNull(name), provider, status, since, until, newestFirst, limit, marker);
    }

    /** Only those of a provider. */
    public CheckpointQuery provider(String name) {
        return new CheckpointQuery(plan, Objects.requireNonNull(name), status, since, until, newestFirst, limit, marker);
    }

    /** Only those of a status. */
    public CheckpointQuery status(CheckpointStatus only) {
        return new CheckpointQuery(plan, provider, Objects.requireNonNull(only), since, until, newestFirst, limit, marker);
    }

    /** Only those made at that time or later. */
    public CheckpointQuery since(Instant first) {
        return new CheckpointQuery(plan, provider, status, Objects.requireNonNull(first), until, newestFirst, limit, marker);
    }

    /** Only those made before that time. */
    public CheckpointQuery until(Instant end) {
        return new CheckpointQuery(plan, provider, status, since, Objects.requireNonNull(end), newestFirst, limit, marker);
    }

    /** The oldest first. */
    public CheckpointQuery oldestFirst() {
        return new CheckpointQuery(plan, provider, status, since, until, false, limit, marker);
    }

    /** At most so many, 1 or more. */
    public CheckpointQuery limit(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("A limit must be 1 or more, not " + most + ".");
        }
        return new CheckpointQuery(plan, provider, status, since, until, newestFirst, most, marker);
    }

    /** Only those that come after that one in the order of the query. */
    public CheckpointQuery after(CheckpointId last) {
        return new CheckpointQuery(plan, provider, status, since, until, newestFirst, limit, Objects.requireNonNull(last));
    }

    /** The plan, if only of one. */
    public Optional<String> plan() {
        return Optional.ofNullable(plan);
    }

    /** The provider, if only of one. */
    public Optional<String> provider() {
        return Optional.ofNullable(provider);
    }

    /** The status, if only of one. */
    public Optional<CheckpointStatus> status() {
        return Optional.ofNullable(status);
    }

    /** The first instant that counts. */
    public Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    /** The first instant that no longer counts. */
    public Optional<Instant> until() {
        return Optional.ofNullable(until);
    }

    /** Whether the newest come first. */
    public boolean isNewestFirst() {
        return newestFirst;
    }

    /** How many at the most. */
    public int limit() {
        return limit;
    }

    /** After which one. */
    public Optional<CheckpointId> marker() {
        return Optional.ofNullable(marker);
    }
}
