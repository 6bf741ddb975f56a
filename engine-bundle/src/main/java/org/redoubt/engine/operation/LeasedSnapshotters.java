package org.redoubt.engine.operation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.provider.Snapshotters;

/** The snapshotters that one operation uses: each is leased at its first use and kept to the end. Thread-safe. */
final class LeasedSnapshotters implements AutoCloseable {
    private final Snapshotters snapshotters;
    private final Map<String, Lease<VolumeSnapshotter>> leases = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    LeasedSnapshotters(Snapshotters snapshotters) {
        this.snapshotters = snapshotters;
    }

    /** Of an operation that only waits: each undo leases what it needs for itself, and nothing stays in use. */
    static LeasedSnapshotters none(Snapshotters snapshotters) {
        LeasedSnapshotters none = new LeasedSnapshotters(snapshotters);
        none.close();
        return none;
    }

    Optional<VolumeSnapshotter> select(List<VolumeSource> volumes) {
        return open() ? snapshotters.select(volumes).lease().flatMap(this::keep) : Optional.empty();
    }

    Optional<VolumeSnapshotter> named(String name) {
        lock.lock();
        try {
            Lease<VolumeSnapshotter> known = leases.get(name);
            if (known != null || closed) {
                return Optional.ofNullable(known).map(Lease::service);
            }
        } finally {
            lock.unlock();
        }
        return snapshotters.named(name).flatMap(this::keep);
    }

    private boolean open() {
        lock.lock();
        try {
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** What a snapshotter is asked is asked without the lock, as it may never answer. */
    private Optional<VolumeSnapshotter> keep(Lease<VolumeSnapshotter> lease) {
        Optional<Lease<VolumeSnapshotter>> kept = Optional.empty();
        try {
            String name = lease.service().name();
            kept = kept(name, lease);
            return kept.map(Lease::service);
        } finally {
            if (kept.filter(lease::equals).isEmpty()) {
                lease.close();
            }
        }
    }

    /** The one that is used from now on, which may be an earlier one of the same name; empty if none may be used any more. */
    private Optional<Lease<VolumeSnapshotter>> kept(String name, Lease<VolumeSnapshotter> lease) {
        lock.lock();
        try {
            if (closed) {
                return Optional.empty();
            }
            Lease<VolumeSnapshotter> known = leases.putIfAbsent(name, lease);
            return Optional.of(known == null ? lease : known);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            GivingBack.all(List.copyOf(leases.values()));
            leases.clear();
            closed = true;
        } finally {
            lock.unlock();
        }
    }
}
