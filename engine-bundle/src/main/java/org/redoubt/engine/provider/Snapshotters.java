package org.redoubt.engine.provider;

import java.util.List;
import java.util.Optional;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;
import org.redoubt.engine.lease.Lease;

/** The snapshotters that are there now. Thread-safe. */
public interface Snapshotters {

    /** The best one that can take all these volumes at one instant, or why each one cannot. */
    Choice select(List<VolumeSource> volumes);

    /** The one of that name, also a draining one: it has to release what it made. */
    Optional<Lease<VolumeSnapshotter>> named(String name);

    /**
     * A choice.
     *
     * @param lease on the one that was chosen; the caller closes it
     * @param refusals why those before it, or all, were not: one sentence each, beginning with the name
     */
    record Choice(Optional<Lease<VolumeSnapshotter>> lease, List<String> refusals) {
        /** Copies the list. */
        public Choice {
            refusals = List.copyOf(refusals);
        }
    }
}
