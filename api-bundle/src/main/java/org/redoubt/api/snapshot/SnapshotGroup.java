package org.redoubt.api.snapshot;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Volumes that are ready to be taken. For one thread at a time. */
@ConsumerType
public interface SnapshotGroup {
    /**
     * Takes all volumes at one instant.
     *
     * @return one snapshot for each volume, in their order
     * @throws Exception if one could not be taken; then none is left
     */
    List<VolumeSnapshot> snapshot() throws Exception;
}
