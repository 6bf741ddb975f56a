package org.redoubt.engine.checkpoint;

import java.time.Instant;
import java.util.Optional;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.resource.ResourceGraph;

/**
 * A checkpoint as hooks see it.
 *
 * @param id its id
 * @param identity what it is found by
 * @param graph its graph
 */
record WholeCheckpoint(CheckpointId id, Identity identity, ResourceGraph graph) implements Checkpoint {

    @Override
    public ProjectId project() {
        return identity.project();
    }

    @Override
    public Optional<String> plan() {
        return identity.planName();
    }

    @Override
    public String provider() {
        return identity.provider();
    }

    @Override
    public Instant createdAt() {
        return identity.createdAt();
    }
}
