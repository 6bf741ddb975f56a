package org.redoubt.testkit.protection;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.resource.ResourceGraph;

/** A checkpoint of the default project, made without a plan, as hooks see it. Immutable. */
public final class TestCheckpoint implements Checkpoint {
    private final CheckpointId id = new CheckpointId(UUID.randomUUID().toString());
    private final Instant createdAt = Instant.now();
    private final ResourceGraph graph;

    /**
     * @param graph its resources
     */
    public TestCheckpoint(ResourceGraph graph) {
        this.graph = Objects.requireNonNull(graph);
    }

    @Override
    public CheckpointId id() {
        return id;
    }

    @Override
    public ProjectId project() {
        return ProjectId.DEFAULT;
    }

    @Override
    public Optional<String> plan() {
        return Optional.empty();
    }

    @Override
    public String provider() {
        return "test";
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }

    @Override
    public ResourceGraph graph() {
        return graph;
    }
}
