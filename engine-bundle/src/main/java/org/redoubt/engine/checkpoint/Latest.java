package org.redoubt.engine.checkpoint;

import java.util.Set;
import org.redoubt.api.checkpoint.CheckpointStatus;

/** What somebody means by the latest checkpoint. */
public enum Latest {
    /** The newest that can be restored, in part at least. */
    USABLE(Set.of(CheckpointStatus.AVAILABLE, CheckpointStatus.PARTIAL)),
    /** The newest that can be restored whole. */
    WHOLE(Set.of(CheckpointStatus.AVAILABLE));

    private final Set<CheckpointStatus> statuses;

    Latest(Set<CheckpointStatus> statuses) {
        this.statuses = statuses;
    }

    Set<CheckpointStatus> statuses() {
        return statuses;
    }
}
