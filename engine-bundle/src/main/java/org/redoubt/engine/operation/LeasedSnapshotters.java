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

    Optional<VolumeSnapshotter> select(List<VolumeSource> volumes) {
        lock.lock();
        try {
            return closed ? Optional.empty() : snapshotters.select(volumes).lease().map(this::keep);
        } finally {
            lock.unlock();
        }
    }

    Optional<VolumeSnapshotter> named(String name) {
        lock.lock();
        try {
            Lease<VolumeSnapshotter> known = leases.get(name);
            if (known != null || closed) {
                return Optional.ofNullable(known).map(Lease::service);
            }
            return snapshotters.named(name).map(this::keep);
        } finally {
            lock.unlock();
        }
    }

    private VolumeSnapshotter keep(Lease<VolumeSnapshotter> lease) {
        Lease<VolumeSnapshotter> known = leases.putIfAbsent(lease.service().name(), lease);
        if (known == null) {
            return lease.service();
        }
        lease.close();
        return known.service();
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
