package org.redoubt.engine.provider;

import java.util.Map;
import org.redoubt.api.access.SecretStore;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.engine.framework.OfferedService;
import org.redoubt.engine.lease.ComponentReports;
import org.redoubt.engine.lease.Leases;

/** What the engine finds of a snapshotter and a store of secrets that a test gives. */
public final class OfferedServices {
    private OfferedServices() {
    }

    /** With one snapshotter. */
    public static Snapshotters snapshotters(Leases leases, String name, VolumeSnapshotter snapshotter) {
        ServiceSnapshotters snapshotters = new ServiceSnapshotters(OfferedService.context(), leases, new ComponentReports());
        snapshotters.bindSnapshotter(OfferedService.of(snapshotter, Map.of(VolumeSnapshotter.NAME, name)).reference());
        return snapshotters;
    }

    /** With one store. */
    public static Secrets secrets(Leases leases, SecretStore store) {
        ServiceSecrets secrets = new ServiceSecrets(OfferedService.context(), leases, new ComponentReports());
        secrets.bindStore(OfferedService.of(store, Map.of()).reference());
        return secrets;
    }
}
