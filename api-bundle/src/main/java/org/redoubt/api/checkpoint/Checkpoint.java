package org.redoubt.api.checkpoint;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.resource.ResourceGraph;

/** The checkpoint that an operation works on, as hooks see it. Immutable. */
@ProviderType
public interface Checkpoint {
    /** Its id. */
    CheckpointId id();

    /** Whose it is. */
    ProjectId project();

    /** The name of the plan it was made by; empty if it was made without one. */
    Optional<String> plan();

    /** The provider that holds it. */
    String provider();

    /** When its making began. */
    Instant createdAt();

    /** The whole graph, also when the operation works on a part of it. */
    ResourceGraph graph();
}
