package org.redoubt.engine.operation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.snapshot.SnapshotGroup;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.Offer;
import org.redoubt.engine.provider.Snapshotters;

/** A snapshotter that is always there and never takes anything; counts who uses it. Thread-safe. */
final class OneSnapshotter implements Snapshotters, VolumeSnapshotter {
    private final String name;
    private final AtomicInteger given = new AtomicInteger();
    private final AtomicInteger leased = new AtomicInteger();

    OneSnapshotter(String name) {
        this.name = name;
    }

    /** The same engine with this snapshotter. */
    Engine in(Engine engine) {
        return new Engine(engine.clock(), engine.ids(), engine.home(), engine.dispatcher(), engine.plugins(), engine.discovery(), engine.providers(),
                engine.leases(), this, engine.secrets(), engine.parameters(), engine.plans(), engine.journals(), engine.attempts(), engine.lateHooks(),
                engine.patience(), engine.timeouts());
    }

    /** How often it was leased. */
    int given() {
        return given.get();
    }

    /** How many leases are not given back. */
    int leased() {
        return leased.get();
    }

    @Override
    public Choice select(List<VolumeSource> volumes) {
        return new Choice(named(name), List.of());
    }

    @Override
    public Optional<Lease<VolumeSnapshotter>> named(String wanted) {
        return wanted.equals(name) ? Optional.of(new Use()) : Optional.empty();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> refusal(List<VolumeSource> volumes) {
        return Optional.empty();
    }

    @Override
    public Grade grade() {
        return Grade.CRASH;
    }

    @Override
    public SnapshotGroup prepare(String token, List<VolumeSource> volumes) {
        throw new UnsupportedOperationException("It takes nothing.");
    }

    @Override
    public void release(String token, List<VolumeSource> volumes, Duration limit) {
        // There is nothing.
    }

    private final class Use implements Lease<VolumeSnapshotter> {
        private final AtomicBoolean returned = new AtomicBoolean();

        Use() {
            given.incrementAndGet();
            leased.incrementAndGet();
        }

        @Override
        public Offer offer() {
            throw new UnsupportedOperationException("It is no service of a framework.");
        }

        @Override
        public VolumeSnapshotter service() {
            if (returned.get()) {
                throw new IllegalStateException("The lease is closed.");
            }
            return OneSnapshotter.this;
        }

        @Override
        public boolean draining() {
            return false;
        }

        @Override
        public boolean gone() {
            return false;
        }

        @Override
        public void onAbandoned(Runnable action) {
            // It never leaves.
        }

        @Override
        public void close() {
            if (!returned.getAndSet(true)) {
                leased.decrementAndGet();
            }
        }
    }
}
