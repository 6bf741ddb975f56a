package org.redoubt.benchmarks.lattice;

import java.time.Instant;
import java.util.Optional;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.resource.CycleException;
import org.redoubt.api.resource.ResourceGraph;

/** A checkpoint of which a hook that is measured reads nothing. */
record EmptyCheckpoint(CheckpointId id, ProjectId project, Optional<String> plan, String provider, Instant createdAt, ResourceGraph graph)
        implements Checkpoint {

    static Checkpoint make() throws CycleException {
        return new EmptyCheckpoint(CheckpointId.of("01900000-0000-7000-8000-000000000000"), ProjectId.DEFAULT, Optional.empty(), "none",
                Instant.EPOCH, ResourceGraph.builder().build());
    }
}
