package org.redoubt.engine.operation;

import java.time.Instant;
import java.util.Optional;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.resource.ResourceGraph;

/**
 * A checkpoint that is not begun yet: what checks and dry runs see.
 */
record PlannedCheckpoint(CheckpointId id, ProjectId project, Optional<String> plan, String provider, Instant createdAt, ResourceGraph graph)
        implements Checkpoint {
}
